import { createHmac } from 'node:crypto'
import { sameText } from '../secrets.ts'

/** What the way through WeChat must bring back unchanged. */
export interface OauthTrip {
  scene: string
  /** Page of the app to open afterwards, as in /pages/tasks/index; '' for the usual one. */
  to: string
}

const stateTtlMs = 10 * 60_000
const macLength = 40

function mac(key: Buffer, { scene, to }: OauthTrip, expiry: string): string {
  return createHmac('sha256', key)
    .update(['oauth', expiry, scene, to].join('\0'))
    .digest('hex')
    .slice(0, macLength)
}

/**
 * The `state` of a trip: its end and a signature over scene and return path, which travel in the redirect
 * address. WeChat allows letters and digits only, at most 128.
 */
export function signState(key: Buffer, trip: OauthTrip, nowMs: number): string {
  const expiry = (nowMs + stateTtlMs).toString(36)
  return mac(key, trip, expiry) + expiry
}

/** Whether this state was made here for this trip and is not over. */
export function isOwnState(key: Buffer, trip: OauthTrip, state: string, nowMs: number): boolean {
  const expiry = state.slice(macLength)
  if (!/^[a-z0-9]{1,12}$/.test(expiry) || parseInt(expiry, 36) < nowMs) return false
  return sameText(state.slice(0, macLength), mac(key, trip, expiry))
}
