import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createClient, type CallInput, type Transport } from '@linggong/shared/api/client'
import type { Endpoint, ResponseOf } from '@linggong/shared/api/endpoint'
import { createCredentials, fastBank, serverEnvironment, startSandbox, type Sandbox } from '@linggong/sandbox'
import mongoose from 'mongoose'
import { inject } from 'vitest'
import { readConfig } from '../src/config.ts'
import { createGateways } from '../src/create-gateways.ts'
import { noLimits, type RateLimits } from '../src/http/limits.ts'
import { drain, type DueOutcome } from '../src/jobs/run-due.ts'
import { createLogger } from '../src/logger.ts'
import { modules as allModules } from '../src/modules/index.ts'
import type { Module } from '../src/module.ts'
import type { Services } from '../src/services.ts'
import { startServer } from '../src/start-server.ts'
import { testEnvironment } from './environment.ts'

/** Who calls: a session token, or an object that has one; nothing for nobody. */
export type Caller = string | { token: string } | undefined

export interface TestServer {
  url: string
  services: Services
  /** The outside world of this server: people, inboxes, the bank's desk. */
  sandbox: Sandbox
  /** Everything the server logged, as JSON lines. */
  logs: string[]
  /** Calls an endpoint over HTTP through the typed client. @throws ApiError */
  call<E extends Endpoint>(endpoint: E, input: CallInput<E>, caller?: Caller): Promise<ResponseOf<E>>
  /** Runs all that is due now to the end; a handler that failed is in the outcomes and stays for later. */
  drain(): Promise<DueOutcome[]>
  clock: {
    /** Moves business time and the sandbox's forward; what became due waits for `drain`. */
    advance(ms: number): Promise<void>
  }
  stop(): Promise<void>
}

export interface TestServerOptions {
  /** Instead of the product's modules. */
  modules?: readonly Module[]
  /** Real limits instead of none. */
  rateLimits?: RateLimits
  /** Due rows and recurring jobs run by themselves, as in production. */
  jobs?: boolean
  /** Variables to set beside or instead of those of the tests. */
  environment?: Record<string, string>
}

/** Sends JSON, or a form whose part `json` holds the fields when there is a file. */
export function fetchTransport(baseUrl: string): Transport {
  return async ({ method, url, headers, json, file }) => {
    let body: string | FormData | undefined
    const sent: Record<string, string> = { ...headers }
    if (file) {
      const form = new FormData()
      if (json !== undefined) form.set('json', JSON.stringify(json))
      form.set(file.field, new Blob([file.content as Buffer<ArrayBuffer>]), file.name ?? 'file')
      body = form
    } else if (method !== 'GET') {
      sent['Content-Type'] = 'application/json'
      body = JSON.stringify(json ?? {})
    }
    const response = await fetch(baseUrl + url, {
      method,
      headers: sent,
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    return { status: response.status, json: text ? (JSON.parse(text) as unknown) : undefined }
  }
}

/** Starts a server with a sandbox and a database of its own; one at a time in a test file. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const credentials = createCredentials()
  const sandbox = await startSandbox({
    memory: true,
    credentials,
    serverUrl: 'http://127.0.0.1:1',
    bank: fastBank,
  })
  const environment = {
    ...testEnvironment(inject('mongodbUri'), serverEnvironment(credentials, sandbox.url)),
    ...options.environment,
  }
  const config = readConfig(environment)
  const logs: string[] = []
  const dbName = `test_${randomUUID().slice(0, 18)}`
  const server = await startServer({
    config,
    logger: createLogger({ logLevel: 'debug' }, { write: (line) => void logs.push(line) }),
    gateways: createGateways,
    modules: options.modules ?? allModules,
    jobs: options.jobs ?? false,
    dbName,
    rateLimits: options.rateLimits ?? noLimits,
  })
  sandbox.world.serverUrl = server.url
  config.publicUrl = server.url
  const transport = fetchTransport(server.url)

  return {
    url: server.url,
    services: server.services,
    sandbox,
    logs,
    call(endpoint, input, caller) {
      const token = typeof caller === 'object' ? caller.token : caller
      const headers = (): Record<string, string> => (token ? { Authorization: `Bearer ${token}` } : {})
      return createClient({ transport, headers })(endpoint, input)
    },
    drain: () => drain(server.services),
    clock: {
      async advance(ms) {
        const { clock } = server.services
        await clock.setOffset(clock.offsetMs() + ms)
        sandbox.world.clock.setOffset(clock.offsetMs())
      },
    },
    async stop() {
      await server.stop()
      const connection = await mongoose.createConnection(config.mongodbUri, { dbName }).asPromise()
      await connection.dropDatabase()
      await connection.close()
      await sandbox.stop()
      await rm(config.filesDir, { recursive: true, force: true })
    },
  }
}
