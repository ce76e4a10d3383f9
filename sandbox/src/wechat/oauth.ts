import type Router from '@koa/router'
import type { Context } from 'koa'
import type { World } from '../world/context.ts'
import type { Person } from '../world/people.ts'
import { escapeHtml, phonePage } from '../world/phone-page.ts'
import { requireSecret } from './access-tokens.ts'
import { findApp } from './apps.ts'
import { done, jsonCall, queryText } from './endpoint.ts'
import { makeCode, takeCode } from './one-time-codes.ts'
import { randomText } from './random-text.ts'
import {
  invalidAppId,
  invalidCredential,
  invalidOpenid,
  unauthorizedApi,
  WechatError,
} from './wechat-error.ts'

interface Grant {
  openid: string
  scope: string
  refreshToken: string
  /** Real time, ms. */
  expiresAt: number
}

const lifetimeSeconds = 7_200
const scopes = new Set(['snsapi_base', 'snsapi_userinfo'])

const grants = (world: World) => world.store.table<Grant>('wechat-oauth-grants')
const refreshTokens = (world: World) =>
  world.store.table<{ openid: string; scope: string }>('wechat-oauth-refresh')

/** Web authorization of the Official Account: the page, the code's exchange, refresh, userinfo and auth. */
export function registerOauth(router: Router, world: World): void {
  router.get('/connect/oauth2/authorize', (ctx) => authorize(ctx, world))

  jsonCall(router, 'get', '/sns/oauth2/access_token', (ctx) => {
    requireGrantType(ctx, 'authorization_code')
    const app = requireSecret(world, queryText(ctx, 'appid'), queryText(ctx, 'secret'))
    if (app.kind !== 'oa') throw invalidAppId()
    const { personKey, scope = 'snsapi_base' } = takeCode(world, 'oauth', queryText(ctx, 'code'))
    const person = world.people.get(personKey)
    if (!person) throw invalidOpenid()
    return issue(world, person, scope, randomText(96))
  })

  jsonCall(router, 'get', '/sns/oauth2/refresh_token', (ctx) => {
    requireGrantType(ctx, 'refresh_token')
    if (findApp(world, queryText(ctx, 'appid'))?.kind !== 'oa') throw invalidAppId()
    const token = queryText(ctx, 'refresh_token')
    const row = refreshTokens(world).get(token)
    const person = row ? world.people.byOpenid(row.openid) : undefined
    if (!row || !person) throw new WechatError(40030, 'invalid refresh_token')
    return issue(world, person, row.scope, token)
  })

  jsonCall(router, 'get', '/sns/userinfo', (ctx) => {
    const grant = requireGrant(ctx, world)
    if (grant.scope !== 'snsapi_userinfo') throw unauthorizedApi()
    const person = world.people.byOpenid(grant.openid)
    if (!person) throw invalidOpenid()
    return {
      openid: grant.openid,
      nickname: person.name,
      sex: 0,
      province: '',
      city: '',
      country: '',
      headimgurl: '',
      privilege: [],
      unionid: person.wechat.unionid,
    }
  })

  jsonCall(router, 'get', '/sns/auth', (ctx) => {
    requireGrant(ctx, world)
    return done
  })
}

function authorize(ctx: Context, world: World): void {
  ctx.type = 'html'
  const redirectUri = parseRedirect(queryText(ctx, 'redirect_uri'), world)
  const scope = queryText(ctx, 'scope')
  if (findApp(world, queryText(ctx, 'appid'))?.kind !== 'oa')
    return refuse(ctx, '公众号的 appid 不对（10012）')
  if (!redirectUri) return refuse(ctx, 'redirect_uri 的域名与后台配置不一致（10003）')
  if (queryText(ctx, 'response_type') !== 'code' || !scopes.has(scope))
    return refuse(ctx, 'scope 参数有误（10005）')

  const person = chosenPerson(ctx, world, redirectUri)
  if (!person) {
    ctx.body = phonePage('用哪个微信登录', choices(ctx, world.people.list()))
    return
  }
  redirectUri.searchParams.set('code', makeCode(world, { kind: 'oauth', personKey: person.key, scope }))
  redirectUri.searchParams.set('state', queryText(ctx, 'state'))
  ctx.redirect(redirectUri.href)
}

function refuse(ctx: Context, reason: string): void {
  ctx.status = 400
  ctx.body = phonePage('无法打开', `<p>${escapeHtml(reason)}</p>`)
}

/** The product's own host, or any name of this machine (each person has an origin of its own: p1.localhost). */
function parseRedirect(text: string, world: World): URL | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const own = url.host === new URL(world.serverUrl).host
  const local = /^(127\.0\.0\.1|localhost|[a-z0-9-]+\.localhost)$/.test(url.hostname)
  return /^https?:$/.test(url.protocol) && (own || local) ? url : undefined
}

/** ?person=key, or the person whose origin the redirect goes to. */
function chosenPerson(ctx: Context, world: World, redirectUri: URL): Person | undefined {
  const label = /^([a-z0-9-]+)\.localhost$/.exec(redirectUri.hostname)?.[1]
  return world.people.get(queryText(ctx, 'person') || label || '')
}

function choices(ctx: Context, people: readonly Person[]): string {
  const links = people.map((person) => {
    const query = new URLSearchParams(ctx.querystring)
    query.set('person', person.key)
    return `<a class="choice" href="/connect/oauth2/authorize?${escapeHtml(query.toString())}">${escapeHtml(person.name)}<br><small>${person.phone}</small></a>`
  })
  return `<p>沙箱里没有真的微信，请选择一位：</p>${links.join('')}`
}

function requireGrantType(ctx: Context, wanted: string): void {
  if (queryText(ctx, 'grant_type') !== wanted) throw new WechatError(40002, 'invalid grant_type')
}

function requireGrant(ctx: Context, world: World): Grant {
  const grant = grants(world).get(queryText(ctx, 'access_token') || ' ')
  if (!grant) throw invalidCredential()
  if (grant.expiresAt <= Date.now()) throw new WechatError(42001, 'access_token expired')
  if (grant.openid !== queryText(ctx, 'openid')) throw invalidOpenid()
  return grant
}

/** unionid comes only with snsapi_userinfo, as WeChat does it. */
function issue(world: World, person: Person, scope: string, refreshToken: string): object {
  const accessToken = randomText(96)
  const openid = person.wechat.oaOpenid
  const expiresAt = Date.now() + lifetimeSeconds * 1_000
  grants(world).put(accessToken, { openid, scope, refreshToken, expiresAt })
  refreshTokens(world).put(refreshToken, { openid, scope })
  return {
    access_token: accessToken,
    expires_in: lifetimeSeconds,
    refresh_token: refreshToken,
    openid,
    scope,
    ...(scope === 'snsapi_userinfo' ? { unionid: person.wechat.unionid } : {}),
  }
}
