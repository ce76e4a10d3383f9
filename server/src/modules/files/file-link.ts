import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Services } from '../../services.ts'

/** How a link shows the file: in the page, or saved under its name. */
export type LinkUse = 'view' | 'save'

function signature(services: Services, fileId: string, expiresAt: number, use: LinkUse): string {
  return createHmac('sha256', services.config.signingKey)
    .update(`file\0${fileId}\0${expiresAt}\0${use}`)
    .digest('base64url')
}

/**
 * A link that opens the file without a session until `ttlMs` of business time have passed. The caller has
 * checked that the reader may see the file. Relative to the server's own address.
 */
export function fileLink(services: Services, fileId: string, ttlMs: number, use: LinkUse = 'view'): string {
  const expiresAt = services.clock.now().getTime() + ttlMs
  return `/files/${fileId}?exp=${expiresAt}&use=${use}&sig=${signature(services, fileId, expiresAt, use)}`
}

/** Whether a link was made here, is unchanged and still open. */
export function isOpenLink(
  services: Services,
  link: { fileId: string; exp: unknown; use: unknown; sig: unknown },
): link is { fileId: string; exp: string; use: LinkUse; sig: string } {
  const { fileId, exp, use, sig } = link
  if (typeof exp !== 'string' || typeof sig !== 'string' || (use !== 'view' && use !== 'save')) return false
  const expected = Buffer.from(signature(services, fileId, Number(exp), use))
  const given = Buffer.from(sig)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  return Number(exp) > services.clock.now().getTime()
}
