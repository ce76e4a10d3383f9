import { z } from 'zod'
import { GatewayError } from '../gateway-error.ts'
import { callWechat } from './call-wechat.ts'
import { createApis, type Apis } from './create-apis.ts'
import { codeToSession, exchangeOaCode, phoneNumber, read } from './identities.ts'
import type { JsConfig, TemporaryQr, WechatConfig, WechatGateway } from './port.ts'
import { templateFields } from './templates.ts'

const ZQr = z.object({ ticket: z.string(), expire_seconds: z.coerce.number(), url: z.string() })
const ZJsConfig = z.object({
  appId: z.string(),
  timestamp: z.string(),
  nonceStr: z.string(),
  signature: z.string(),
  jsApiList: z.array(z.string()),
})

/** The gateway over co-wechat-api and co-wechat-oauth. */
export function createWechatGateway(config: WechatConfig): WechatGateway {
  const apis = createApis(config)
  const now = config.now ?? Date.now
  return {
    oaAuthorizeUrl: ({ redirectUri, state, scope = 'snsapi_base' }) =>
      apis.oauth.getAuthorizeURL(redirectUri, state, scope),
    exchangeOaCode: (code) => exchangeOaCode(apis, code),
    codeToSession: (jsCode) => codeToSession(apis, jsCode),
    phoneNumber: (phoneCode) => phoneNumber(apis, phoneCode),
    sendTemplate: async ({ openid, template, data, url = '', miniProgramPage }) => {
      const id = config.templateIds?.oa?.[template] ?? template
      const page = miniProgramPage ? { appid: config.mpAppId, pagepath: miniProgramPage } : undefined
      const fields = templateFields(template, data)
      await callWechat('template/send', () => apis.oa.sendTemplate(openid, id, url, '', fields, page))
    },
    sendSubscribe: async ({ openid, template, data, page = '' }) => {
      const id = config.templateIds?.mp?.[template] ?? template
      const fields = templateFields(template, data)
      await callWechat('subscribe/send', () => apis.mp.sendSubscribeMessage(openid, id, page, fields))
    },
    createMenu: async (menu) => {
      await callWechat('menu/create', () => apis.oa.createMenu(menu))
    },
    temporaryQr: (input) => temporaryQr(apis, input, now),
    miniProgramCode: (input) => miniProgramCode(apis, input),
    jsConfig: (input) => jsConfig(apis, input),
  }
}

async function temporaryQr(
  { oa }: Apis,
  { scene, expiresInS }: { scene: string; expiresInS: number },
  now: () => number,
): Promise<TemporaryQr> {
  if (scene.length < 1 || scene.length > 64) throw new RangeError('A QR scene has 1 to 64 characters')
  const answer = read(
    'qrcode/create',
    ZQr,
    await callWechat('qrcode/create', () => oa.createTmpQRCode(scene, expiresInS)),
  )
  return {
    ticket: answer.ticket,
    url: answer.url,
    imageUrl: oa.showQRCodeURL(encodeURIComponent(answer.ticket)),
    expiresAt: new Date(now() + answer.expire_seconds * 1_000),
  }
}

async function miniProgramCode(
  { mp }: Apis,
  { scene, page, width }: { scene: string; page: string; width?: number },
): Promise<Buffer> {
  if (scene.length < 1 || scene.length > 32)
    throw new RangeError('A mini-program scene has 1 to 32 characters')
  const answer = await callWechat('getwxacodeunlimit', () => mp.getWXACodeUnlimit(scene, page, width))
  if (!Buffer.isBuffer(answer))
    throw new GatewayError('wechat', 'timeout', 'getwxacodeunlimit: answered without a picture')
  return answer
}

async function jsConfig(
  { oa }: Apis,
  { url, apis }: { url: string; apis: readonly string[] },
): Promise<JsConfig> {
  const page = url.split('#')[0] ?? url
  const answer = await callWechat('ticket/getticket', () =>
    oa.getJsConfig({ debug: false, url: page, jsApiList: [...apis] }),
  )
  return read('ticket/getticket', ZJsConfig, answer)
}
