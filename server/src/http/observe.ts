import type { Middleware } from 'koa'
import type { Services } from '../services.ts'
import { stateOf } from './state.ts'

const quiet = new Set(['/healthz', '/readyz', '/metrics', 'static'])

/** Logs and measures every request by its route pattern: no path, query, header or body is written. */
export function observe(services: Services): Middleware {
  return async (ctx, next) => {
    const started = process.hrtime.bigint()
    try {
      await next()
    } finally {
      const ms = Number(process.hrtime.bigint() - started) / 1e6
      const { requestId, pattern, actor } = stateOf(ctx)
      services.metrics.requests.observe(
        { method: ctx.method, route: pattern, status: String(ctx.status) },
        ms / 1000,
      )
      const facts = {
        requestId,
        method: ctx.method,
        route: pattern,
        status: ctx.status,
        ms: Math.round(ms),
        caller: actor.kind,
      }
      if (quiet.has(pattern)) services.logger.debug(facts, 'request')
      else services.logger.info(facts, 'request')
    }
  }
}
