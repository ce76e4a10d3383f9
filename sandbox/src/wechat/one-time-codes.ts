import type { World } from '../world/context.ts'
import { randomText } from './random-text.ts'
import { invalidCode, usedCode } from './wechat-error.ts'

export interface OneTimeCode {
  kind: 'oauth' | 'js' | 'phone'
  personKey: string
  /** OAuth: snsapi_base or snsapi_userinfo. */
  scope?: string
  /** Phone: set to play somebody whose WeChat has a number from elsewhere. */
  phone?: { countryCode: string; number: string }
}

interface Row extends OneTimeCode {
  /** Real time, ms. */
  createdAt: number
  used: boolean
}

const lifetimeMs = 300_000

const table = (world: World) => world.store.table<Row>('wechat-codes')

/** Makes a code that works once and for five minutes. */
export function makeCode(world: World, content: OneTimeCode): string {
  const code = randomText(32)
  table(world).put(code, { ...content, createdAt: Date.now(), used: false })
  return code
}

/** Uses a code up; WeChat's refusal when it is unknown, of another kind, too old or used. */
export function takeCode(world: World, kind: OneTimeCode['kind'], code: string): OneTimeCode {
  return world.store.transaction(() => {
    const row = table(world).get(code)
    if (!row || row.kind !== kind || Date.now() - row.createdAt > lifetimeMs) throw invalidCode()
    if (row.used) throw usedCode()
    table(world).put(code, { ...row, used: true })
    return row
  })
}
