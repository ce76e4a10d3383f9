import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { connectDatabase, disconnectDatabase, prepareDatabase } from './database/connection.ts'
import type { Readiness } from './http/operations.ts'
import type { RateLimits } from './http/limits.ts'
import { startScheduler, type Scheduler } from './jobs/scheduler.ts'
import type { Logger } from './logger.ts'
import type { Module } from './module.ts'
import { createServices, type Gateways, type Services } from './services.ts'

const drainMs = 10_000

export interface ServerOptions {
  config: Config
  logger: Logger
  gateways: (services: Pick<Services, 'config' | 'vault' | 'logger'>) => Gateways
  modules: readonly Module[]
  /** Runs due rows and recurring jobs in the background. */
  jobs: boolean
  /** Instead of the database that the URI names. */
  dbName?: string
  rateLimits?: RateLimits
}

export interface RunningServer {
  url: string
  services: Services
  /** Refuses new requests, waits up to 10 s for running ones, stops the jobs and closes the database. */
  stop(): Promise<void>
}

async function listen(server: Server, { host, port }: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: actual } = server.address() as AddressInfo
  return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${actual}`
}

/** Stops accepting, lets idle connections go and gives running requests their time. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  await Promise.race([closed, sleep(drainMs, undefined, { ref: false })])
  server.closeAllConnections()
  await closed
}

/** Starts one server: database and indexes, modules, jobs, then HTTP. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, logger, modules } = options
  await connectDatabase(config.mongodbUri, options.dbName ? { dbName: options.dbName } : {})
  let scheduler: Scheduler | undefined
  try {
    const services = createServices({ config, logger, gateways: options.gateways })
    await prepareDatabase()
    await services.clock.refresh()
    for (const module of modules) module.register?.(services)

    const readiness: Readiness = { ready: false }
    const app = createApp(services, modules, {
      readiness,
      ...(options.rateLimits ? { rateLimits: options.rateLimits } : {}),
    })
    const server = createServer(app.callback())
    const url = await listen(server, config)
    if (options.jobs) {
      scheduler = await startScheduler(services)
      services.nudge = scheduler.nudge
    }
    readiness.ready = true

    return {
      url,
      services,
      async stop() {
        readiness.ready = false
        await closeServer(server)
        await scheduler?.stop()
        await disconnectDatabase()
      },
    }
  } catch (error) {
    await scheduler?.stop()
    await disconnectDatabase()
    throw error
  }
}
