import type { Context } from 'koa'
import { publicActor, type Actor } from '../actor.ts'
import type { Services } from '../services.ts'

/** The session token of a request, or null. */
export function bearerToken(ctx: Context): string | null {
  return /^Bearer ([\w-]{16,200})$/.exec(ctx.get('authorization'))?.[1] ?? null
}

/** Who is calling. A token that is unknown or over counts as nobody: endpoints that need somebody answer 401. */
export async function authenticate(services: Services, ctx: Context): Promise<Actor> {
  const token = bearerToken(ctx)
  if (!token) return publicActor
  return (await services.resolvers.session(services, token)) ?? publicActor
}
