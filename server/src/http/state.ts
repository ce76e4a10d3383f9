import type { Context } from 'koa'
import type { Actor } from '../actor.ts'

/** What the kernel keeps on `ctx.state` while it serves a request. */
export interface RequestState {
  requestId: string
  /** Pattern of the route, as in /api/tasks/:id; logs and metrics name this and never the path itself. */
  pattern: string
  actor: Actor
}

export function stateOf(ctx: Pick<Context, 'state'>): RequestState {
  return ctx.state as unknown as RequestState
}
