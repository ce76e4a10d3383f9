import {
  RateLimiterMemory,
  RateLimiterMongo,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible'
import mongoose from 'mongoose'
import type { Context } from 'koa'
import type { Actor } from '../actor.ts'
import { AppError } from '../errors.ts'

/** So many calls in so many seconds, counted for one address or one account. */
interface Limit {
  by: 'ip' | 'account'
  points: number
  seconds: number
  /** Counted in the database for all processes together; otherwise in each process. */
  shared: boolean
}

/**
 * The named limits. An address may stand for many people (an office, a mobile carrier), so those by address
 * are wide; limits per phone number belong to the commands that know the phone.
 */
export const limits = {
  address: { by: 'ip', points: 1_200, seconds: 60, shared: false },
  account: { by: 'account', points: 300, seconds: 60, shared: false },
  login: { by: 'ip', points: 100, seconds: 60, shared: true },
  sms: { by: 'ip', points: 60, seconds: 600, shared: true },
  upload: { by: 'account', points: 60, seconds: 60, shared: true },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof limits

export interface RateLimits {
  /** Counts one call. @throws AppError RATE_LIMITED with the seconds to wait */
  consume(name: LimitName, ctx: Context, actor: Actor): Promise<void>
}

function createLimiter(name: LimitName): RateLimiterAbstract {
  const { points, seconds, shared } = limits[name]
  const options = { keyPrefix: `limit_${name}`, points, duration: seconds }
  if (!shared) return new RateLimiterMemory(options)
  return new RateLimiterMongo({
    ...options,
    storeClient: mongoose.connection.getClient(),
    dbName: mongoose.connection.name,
    tableName: 'rate_limits',
    insuranceLimiter: new RateLimiterMemory(options),
  })
}

function keyOf(name: LimitName, ctx: Context, actor: Actor): string {
  const signedIn = actor.kind === 'worker' || actor.kind === 'console'
  return limits[name].by === 'account' && signedIn ? actor.accountId : ctx.ip
}

/** Rate limits of one server, on real time. */
export function createRateLimits(): RateLimits {
  const limiters = new Map<LimitName, RateLimiterAbstract>()
  return {
    async consume(name, ctx, actor) {
      const limiter = limiters.get(name) ?? createLimiter(name)
      limiters.set(name, limiter)
      try {
        await limiter.consume(keyOf(name, ctx, actor))
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        throw new AppError('RATE_LIMITED', { seconds: Math.ceil(error.msBeforeNext / 1000) })
      }
    },
  }
}

/** No limits: for tests that make many calls from one address. */
export const noLimits: RateLimits = { consume: async () => undefined }
