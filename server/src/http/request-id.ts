import { randomUUID } from 'node:crypto'
import type { Middleware } from 'koa'
import { publicActor } from '../actor.ts'
import { withRequestScope } from '../request-scope.ts'
import { stateOf } from './state.ts'

const maxDeviceLength = 200

/** Names every request, in its answer (`X-Request-Id`), in the logs, in errors and in the audit trail. */
export function requestId(): Middleware {
  return async (ctx, next) => {
    const id = randomUUID()
    Object.assign(stateOf(ctx), { requestId: id, pattern: 'unmatched', actor: publicActor })
    ctx.set('X-Request-Id', id)
    await withRequestScope(
      { requestId: id, ip: ctx.ip, device: ctx.get('user-agent').slice(0, maxDeviceLength) },
      next,
    )
  }
}
