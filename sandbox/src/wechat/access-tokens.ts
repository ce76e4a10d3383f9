import type Router from '@koa/router'
import type { Context } from 'koa'
import { z } from 'zod'
import type { World } from '../world/context.ts'
import { findApp, type App, type AppKind } from './apps.ts'
import { jsonCall, queryText, readJson } from './endpoint.ts'
import { randomText } from './random-text.ts'
import {
  invalidAppId,
  invalidCredential,
  invalidSecret,
  unauthorizedApi,
  WechatError,
} from './wechat-error.ts'

/** Expiry in real time (ms): the client libraries count real time too. */
interface TokenRow {
  app: AppKind
  expiresAt: number
}

const lifetimeSeconds = 7_200
/** An older token still works this long after a new one was made (WeChat documentation of getAccessToken). */
const graceMs = 300_000

const ZStableToken = z.object({
  grant_type: z.string(),
  appid: z.string(),
  secret: z.string(),
  force_refresh: z.boolean().optional(),
})

const tokens = (world: World) => world.store.table<TokenRow>('wechat-access-tokens')
const current = (world: World) => world.store.table<string>('wechat-current-tokens')

/** /cgi-bin/token and /cgi-bin/stable_token. */
export function registerAccessTokens(router: Router, world: World): void {
  jsonCall(router, 'get', '/cgi-bin/token', (ctx) => {
    requireGrant(queryText(ctx, 'grant_type'))
    const app = requireSecret(world, queryText(ctx, 'appid'), queryText(ctx, 'secret'))
    return issue(world, app.kind, `${app.kind}-plain`)
  })

  jsonCall(router, 'post', '/cgi-bin/stable_token', (ctx) => {
    const request = ZStableToken.safeParse(readJson(ctx)).data
    if (!request) throw new WechatError(41002, 'appid missing')
    requireGrant(request.grant_type)
    const app = requireSecret(world, request.appid, request.secret)
    const slot = `${app.kind}-stable`
    const token = current(world).get(slot)
    const row = token ? tokens(world).get(token) : undefined
    const left = row ? Math.floor((row.expiresAt - Date.now()) / 1_000) : 0
    if (token && left > 60 && request.force_refresh !== true) return { access_token: token, expires_in: left }
    return issue(world, app.kind, slot)
  })
}

/** Checks ?access_token= of a call that belongs to one of the accounts. */
export function requireToken(ctx: Context, world: World, app: AppKind): void {
  const token = queryText(ctx, 'access_token')
  if (!token) throw new WechatError(41001, 'access_token missing')
  const row = tokens(world).get(token)
  if (!row) throw invalidCredential()
  if (row.expiresAt <= Date.now()) throw new WechatError(42001, 'access_token expired')
  if (row.app !== app) throw unauthorizedApi()
}

/** Makes every token of both accounts expire at once, as if two hours had passed. */
export function expireAccessTokens(world: World): void {
  for (const slot of ['oa-plain', 'oa-stable', 'mp-plain', 'mp-stable']) {
    const token = current(world).get(slot)
    const row = token ? tokens(world).get(token) : undefined
    if (token && row) tokens(world).put(token, { ...row, expiresAt: 0 })
  }
}

/** The account of an appid and its secret, or WeChat's refusal. */
export function requireSecret(world: World, appId: string, secret: string): App {
  const app = findApp(world, appId)
  if (!app) throw invalidAppId()
  if (app.secret !== secret) throw invalidSecret()
  return app
}

function requireGrant(grantType: string): void {
  if (grantType !== 'client_credential') throw new WechatError(40002, 'invalid grant_type')
}

function issue(world: World, app: AppKind, slot: string): object {
  return world.store.transaction(() => {
    const older = current(world).get(slot)
    const row = older ? tokens(world).get(older) : undefined
    if (older && row)
      tokens(world).put(older, { ...row, expiresAt: Math.min(row.expiresAt, Date.now() + graceMs) })
    const token = randomText(136)
    tokens(world).put(token, { app, expiresAt: Date.now() + lifetimeSeconds * 1_000 })
    current(world).put(slot, token)
    return { access_token: token, expires_in: lifetimeSeconds }
  })
}
