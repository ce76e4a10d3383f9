import { randomBytes, randomInt } from 'node:crypto'
import type { Actor } from './actor.ts'
import { createClock, type Clock } from './clock.ts'
import type { Config } from './config.ts'
import { createVault, type Vault } from './database/vault.ts'
import type { BankGateway } from './gateways/bank/port.ts'
import type { TencentGateway } from './gateways/tencent/port.ts'
import type { WechatGateway } from './gateways/wechat/port.ts'
import { createJobRegistry, type JobRegistry } from './jobs/registry.ts'
import type { Logger } from './logger.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createFileStore, type FileStore } from './modules/files/store.ts'
import type { Recipient, ReachableBy } from './modules/notifications/recipient.ts'

export interface Gateways {
  wechat: WechatGateway
  tencent: TencentGateway
  bank: BankGateway
}

/** Finds who a session token belongs to; null when it is unknown, ended or revoked. */
export type ResolveSession = (services: Services, token: string) => Promise<Actor | null>

/** Finds how a recipient can be reached. */
export type ResolveRecipient = (services: Services, to: Recipient) => Promise<ReachableBy>

/** Functions that one module provides and the kernel calls. */
export interface Resolvers {
  session: ResolveSession
  recipient: ResolveRecipient
}

/** Randomness, so that a test can watch it. */
export interface RandomSource {
  /** Decimal digits, as in an SMS code. */
  digits(length: number): string
  /** Unguessable text of base64url. */
  token(bytes?: number): string
}

/** Everything a module may use. It is handed to code; nothing but mongoose's connection is global. */
export interface Services {
  config: Config
  logger: Logger
  clock: Clock
  vault: Vault
  files: FileStore
  gateways: Gateways
  metrics: Metrics
  random: RandomSource
  jobs: JobRegistry
  resolvers: Resolvers
  /** Looks for due rows at once, in this process. */
  nudge(): void
}

const random: RandomSource = {
  digits: (length) => Array.from({ length }, () => randomInt(10)).join(''),
  token: (bytes = 32) => randomBytes(bytes).toString('base64url'),
}

/** Puts the services of one server together; modules register into them afterwards. */
export function createServices(options: {
  config: Config
  logger: Logger
  gateways: (services: Pick<Services, 'config' | 'vault' | 'logger'>) => Gateways
}): Services {
  const { config, logger } = options
  const vault = createVault(config)
  return {
    config,
    logger,
    clock: createClock({ movable: config.environment !== 'production' }),
    vault,
    files: createFileStore({ dir: config.filesDir, vault }),
    gateways: options.gateways({ config, vault, logger }),
    metrics: createMetrics({ process: config.environment !== 'test' }),
    random,
    jobs: createJobRegistry(),
    resolvers: {
      session: async () => null,
      recipient: async (_services, to) => ('phone' in to ? { phone: to.phone } : {}),
    },
    nudge: () => undefined,
  }
}
