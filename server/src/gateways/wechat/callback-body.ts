import type { Context } from 'koa'

/** WeChat's messages are a few kB. */
const limit = 64 * 1_024

/** The request's body as text; undefined when it is larger than any message. */
export async function readRawBody(ctx: Context): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of ctx.req) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > limit) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
