import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApi } from './api/index.ts'
import { createBank, type Bank } from './bank/index.ts'
import type { BankTimings } from './bank/timings.ts'
import { createApplication } from './http/application.ts'
import { services } from './services.ts'
import { createClock } from './world/clock.ts'
import type { Log, World } from './world/context.ts'
import type { Credentials } from './world/credentials.ts'
import { createInbox } from './world/inbox.ts'
import { createPeople } from './world/people.ts'
import { openStore } from './world/store.ts'

export { createCredentials, serverEnvironment, type Credentials } from './world/credentials.ts'
export { bins, binOf, makeCard, outcomeOf, outcomes } from './world/outcomes.ts'
export { makeIdNumber } from './world/identity.ts'
export { fastBank } from './bank/timings.ts'
export type { World } from './world/context.ts'
export type { Card, Person } from './world/people.ts'
export type { InboxItem, WechatMessage } from './world/inbox.ts'
export type { Bank } from './bank/index.ts'

export interface SandboxOptions {
  /** 0 (the default) takes any free port. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
  /** Folder of the sandbox's memory; without it (or with `memory`) everything is forgotten at `stop`. */
  dir?: string
  memory?: boolean
  credentials: Credentials
  /** Where callbacks go; may be set later by `sandbox.world.serverUrl = …`. */
  serverUrl: string
  consoleUrl?: string
  /** Delays of the bank, in ms; tests pass `fastBank`. */
  bank?: Partial<BankTimings>
  log?: Log
}

/** A running sandbox. The functions beside `world` are for tests; the page uses the same ones over /sandbox/api. */
export interface Sandbox {
  url: string
  world: World
  bank: Bank['desk']
  /** Holds back all callbacks of the bank until `resumeCallbacks`. */
  pauseCallbacks(): void
  resumeCallbacks(): void
  /** Sends a notice again, signed anew, whether it was received or not; answers what the server said. */
  replayCallback: Bank['notices']['replay']
  /** Sends a notice that the bank never made or signed wrongly; answers what the server said. */
  forgeCallback: Bank['notices']['forge']
  stop(): Promise<void>
}

/**
 * Starts the outside world on loopback.
 * @throws Error when NODE_ENV is production, or when the port is taken (code EADDRINUSE)
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  refuseProduction()
  const store = openStore({ dir: options.dir, memory: options.memory })
  const people = createPeople(store, options.credentials)
  const clock = createClock(store)
  let url = ''
  const world: World = {
    store,
    credentials: options.credentials,
    serverUrl: options.serverUrl.replace(/\/$/, ''),
    consoleUrl: (options.consoleUrl ?? options.serverUrl).replace(/\/$/, ''),
    get url() {
      return url
    },
    clock,
    people,
    inbox: createInbox(store, people, clock),
    log: options.log ?? (() => undefined),
  }

  const bank = createBank(world, options.bank)
  const server = createServer(createApplication(world, [bank, ...services, createApi(bank)]).callback())
  const host = options.host ?? '127.0.0.1'
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(options.port ?? 0, host, resolve)
    })
  } catch (error) {
    await store.close()
    throw error
  }
  url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${(server.address() as AddressInfo).port}`
  bank.start()

  return {
    url,
    world,
    bank: bank.desk,
    pauseCallbacks: bank.notices.pause,
    resumeCallbacks: bank.notices.resume,
    replayCallback: bank.notices.replay,
    forgeCallback: bank.notices.forge,
    stop: async () => {
      await bank.stop()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await store.close()
    },
  }
}

/** The sandbox plays outside services and must never be near real money. */
export function refuseProduction(): void {
  if (process.env['NODE_ENV'] === 'production')
    throw new Error('沙箱不能在生产环境启动（NODE_ENV=production）')
}
