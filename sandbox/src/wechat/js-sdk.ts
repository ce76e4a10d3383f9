import type Router from '@koa/router'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Context } from 'koa'
import { z } from 'zod'
import { jsonBody, rawBody } from '../http/raw-body.ts'
import type { World } from '../world/context.ts'
import { readQr } from '../world/read-qr.ts'
import { requireToken } from './access-tokens.ts'
import { jsonCall, queryText } from './endpoint.ts'
import { randomText } from './random-text.ts'
import { WechatError } from './wechat-error.ts'

interface Ticket {
  ticket: string
  /** Real time, ms. */
  expiresAt: number
}

const lifetimeSeconds = 7_200
const script = readFileSync(new URL('browser/jweixin.js', import.meta.url))

const ZConfig = z.object({
  appId: z.string(),
  timestamp: z.coerce.string(),
  nonceStr: z.string(),
  signature: z.string(),
  url: z.string(),
})

const table = (world: World) => world.store.table<Ticket>('wechat-js-ticket')

/** The jsapi ticket, the stand-in of the JS-SDK script and what the script asks of the sandbox. */
export function registerJsSdk(router: Router, world: World): void {
  jsonCall(router, 'get', '/cgi-bin/ticket/getticket', (ctx) => {
    requireToken(ctx, world, 'oa')
    if (queryText(ctx, 'type') !== 'jsapi') throw new WechatError(40097, 'invalid args')
    const stored = table(world).get('jsapi')
    const left = stored ? Math.floor((stored.expiresAt - Date.now()) / 1_000) : 0
    const ticket = stored && left > 60 ? stored.ticket : randomText(86)
    const seconds = left > 60 ? left : lifetimeSeconds
    table(world).put('jsapi', { ticket, expiresAt: Date.now() + seconds * 1_000 })
    return { errcode: 0, errmsg: 'ok', ticket, expires_in: seconds }
  })

  router.get('/jweixin.js', (ctx) => {
    ctx.type = 'application/javascript'
    ctx.set('cache-control', 'no-cache')
    ctx.body = script
  })

  router.post('/sandbox/wechat/js-config', (ctx) => {
    openToPages(ctx)
    const config = ZConfig.safeParse(jsonBody(ctx)).data
    ctx.body = { errMsg: config ? checkConfig(world, config) : 'config:fail, invalid arguments' }
  })

  router.post('/sandbox/wechat/read-qr', async (ctx) => {
    openToPages(ctx)
    const found = await readQr(rawBody(ctx))
    ctx.body = { text: typeof found === 'object' ? found.text : null }
  })
}

/** The script runs on the product's pages, which are of another origin. */
function openToPages(ctx: Context): void {
  ctx.set('access-control-allow-origin', '*')
}

/** Checks sha1 of jsapi_ticket, noncestr, timestamp and url as JS-SDK does; `config:ok` or the reason. */
function checkConfig(world: World, config: z.infer<typeof ZConfig>): string {
  if (config.appId !== world.credentials.wechat.oaAppId) return 'config:fail, invalid appid'
  const stored = table(world).get('jsapi')
  if (!stored || stored.expiresAt <= Date.now()) return 'config:invalid signature'
  const text = `jsapi_ticket=${stored.ticket}&noncestr=${config.nonceStr}&timestamp=${config.timestamp}&url=${config.url}`
  return createHash('sha1').update(text).digest('hex') === config.signature
    ? 'config:ok'
    : 'config:invalid signature'
}
