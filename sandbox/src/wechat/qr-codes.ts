import type Router from '@koa/router'
import QRCode from 'qrcode'
import sharp from 'sharp'
import { z } from 'zod'
import type { World } from '../world/context.ts'
import { phonePage } from '../world/phone-page.ts'
import { requireToken } from './access-tokens.ts'
import { jsonCall, queryText, readJson } from './endpoint.ts'
import { randomText } from './random-text.ts'
import { WechatError } from './wechat-error.ts'

/** A QR code of the Official Account. */
export interface OaQrCode {
  id: string
  ticket: string
  scene: string
  /** Business time, ms; null for a code without end. */
  expiresAt: number | null
}

/** A code of the mini-program. */
export interface MiniProgramCode {
  page: string
  scene: string
}

const longestSeconds = 2_592_000

const ZScene = z.object({
  scene_id: z.number().int().positive().optional(),
  scene_str: z.string().min(1).max(64).optional(),
})
const ZCreate = z.object({
  expire_seconds: z.number().int().positive().max(longestSeconds).optional(),
  action_name: z.enum(['QR_SCENE', 'QR_STR_SCENE', 'QR_LIMIT_SCENE', 'QR_LIMIT_STR_SCENE']),
  action_info: z.object({ scene: ZScene }),
})
const ZMiniProgram = z.object({
  scene: z.string(),
  page: z.string().optional(),
  width: z.number().min(280).max(1280).optional(),
})

const oaCodes = (world: World) => world.store.table<OaQrCode>('wechat-oa-qr')
const tickets = (world: World) => world.store.table<string>('wechat-oa-qr-tickets')
const miniProgramCodes = (world: World) => world.store.table<MiniProgramCode>('wechat-mp-codes')

/** QR codes of the Official Account with their pictures, and codes of the mini-program. */
export function registerQrCodes(router: Router, world: World): void {
  jsonCall(router, 'post', '/cgi-bin/qrcode/create', (ctx) => {
    requireToken(ctx, world, 'oa')
    const request = ZCreate.safeParse(readJson(ctx)).data
    if (!request) throw new WechatError(40053, 'invalid action info')
    const { scene_id: sceneId, scene_str: sceneText } = request.action_info.scene
    const scene = request.action_name.includes('STR')
      ? sceneText
      : sceneId === undefined
        ? undefined
        : String(sceneId)
    if (scene === undefined) throw new WechatError(40053, 'invalid action info')
    const seconds = request.action_name.startsWith('QR_LIMIT') ? undefined : (request.expire_seconds ?? 60)
    const expiresAt = seconds === undefined ? null : world.clock.now().getTime() + seconds * 1_000
    const code: OaQrCode = { id: randomText(16), ticket: `gQ${randomText(90)}==`, scene, expiresAt }
    oaCodes(world).put(code.id, code)
    tickets(world).put(code.ticket, code.id)
    return {
      ticket: code.ticket,
      ...(seconds === undefined ? {} : { expire_seconds: seconds }),
      url: `${world.url}/q/${code.id}`,
    }
  })

  router.get('/cgi-bin/showqrcode', async (ctx) => {
    const id = tickets(world).get(queryText(ctx, 'ticket') || ' ')
    if (!id) return ctx.throw(404, 'No such ticket')
    ctx.type = 'image/jpeg'
    ctx.body = await picture(`${world.url}/q/${id}`, 430)
  })

  jsonCall(router, 'post', '/wxa/getwxacodeunlimit', async (ctx) => {
    requireToken(ctx, world, 'mp')
    const request = ZMiniProgram.safeParse(readJson(ctx)).data
    if (!request) throw new WechatError(40097, 'invalid args')
    if (!/^[\w!#$&'()*+,/:;=?@\-.~]{1,32}$/.test(request.scene)) throw new WechatError(40129, 'invalid scene')
    const page = request.page ?? ''
    if (page.startsWith('/') || page.includes('?')) throw new WechatError(41030, 'invalid page')
    const id = randomText(16)
    miniProgramCodes(world).put(id, { page, scene: request.scene })
    return picture(`${world.url}/wxa/${id}`, Math.round(request.width ?? 430))
  })

  router.get(['/q/:id', '/wxa/:id'], (ctx) => {
    ctx.type = 'html'
    ctx.body = phonePage(
      '请用微信扫一扫',
      '<p>这个码要用微信打开：请在沙箱页面的手机里点“扫一扫”，再粘贴这张图片或链接。</p>',
    )
  })
}

/** The Official Account's code behind a scanned text, or undefined. */
export function oaQrCodeOf(world: World, text: string): OaQrCode | undefined {
  const id = /\/q\/(\w{16})$/.exec(text)?.[1]
  return id ? oaCodes(world).get(id) : undefined
}

/** The mini-program's code behind a scanned text, or undefined. */
export function miniProgramCodeOf(world: World, text: string): MiniProgramCode | undefined {
  const id = /\/wxa\/(\w{16})$/.exec(text)?.[1]
  return id ? miniProgramCodes(world).get(id) : undefined
}

async function picture(text: string, width: number): Promise<Buffer> {
  const png = await QRCode.toBuffer(text, { width, margin: 3, errorCorrectionLevel: 'M' })
  return sharp(png).flatten({ background: '#ffffff' }).jpeg({ quality: 92 }).toBuffer()
}
