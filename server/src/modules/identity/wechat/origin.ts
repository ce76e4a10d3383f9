import type { Context } from 'koa'
import type { Config } from '../../../config.ts'

/**
 * Origin that a redirect leads back to: PUBLIC_URL; beside the sandbox also the request's own host when it is
 * `localhost`, ends in `.localhost` (one browser origin per played person) or is that of PUBLIC_URL.
 */
export function redirectOrigin(
  config: Pick<Config, 'publicUrl' | 'sandbox' | 'environment'>,
  ctx: Pick<Context, 'host' | 'protocol'>,
): string {
  const origin = new URL(config.publicUrl).origin
  if (!config.sandbox || config.environment === 'production') return origin
  const own = `${ctx.protocol}://${ctx.host}`
  if (!URL.canParse(own)) return origin
  const { hostname } = new URL(own)
  const mayPlay =
    hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === new URL(origin).hostname
  return mayPlay ? new URL(own).origin : origin
}
