import type { Context, Middleware } from 'koa'

/** The largest body taken, in bytes (a base64 picture of 10 MB and some room). */
const limit = 16 * 1024 * 1024
const bodies = new WeakMap<object, Buffer>()

/** Reads the whole body of every request so that signatures can be checked over the very bytes sent. */
export const readRawBody: Middleware = async (ctx, next) => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) ctx.throw(413, 'Body too large')
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks)
  bodies.set(ctx.req, body)
  ctx.rawBody = body
  await next()
}

/** The bytes of the request's body; empty when it had none. */
export function rawBody(ctx: Pick<Context, 'req'>): Buffer {
  return bodies.get(ctx.req) ?? Buffer.alloc(0)
}

/** The body parsed as a JSON object; throws 400 when it is something else. An empty body is `{}`. */
export function jsonBody(ctx: Pick<Context, 'req' | 'throw'>): Record<string, unknown> {
  const text = rawBody(ctx).toString('utf8')
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    return ctx.throw(400, 'Body is not JSON')
  }
  return ctx.throw(400, 'Body is not a JSON object')
}
