import { z } from 'zod'
import { zId, zPhone, zTime } from '../fields.ts'
import { defineEndpoint } from './endpoint.ts'

export const agreementCodes = ['privacy', 'platform', 'registration', 'payment', 'tax'] as const
export const zAgreementCode = z.enum(agreementCodes)

export const zAgreement = z.object({
  code: zAgreementCode,
  title: z.string(),
  version: z.string(),
  /** SHA-256 of the text, hexadecimal: what was agreed to can be proven. */
  hash: z.string(),
})

/** The version of an agreement that the user saw and accepted. */
export const zConsent = z.object({ code: zAgreementCode, version: z.string() })

export const getConfig = defineEndpoint({
  method: 'GET',
  path: '/api/config',
  summary: '客户端配置',
  caller: 'public',
  response: z.object({
    environment: z.enum(['sandbox', 'production']),
    jsSdkUrl: z.string().nullable(),
    oaAppId: z.string().nullable(),
    serviceHotline: z.string(),
    agreements: z.array(zAgreement),
    /** The product's clock: pages show days by it. */
    now: zTime,
  }),
})

export const getAgreement = defineEndpoint({
  method: 'GET',
  path: '/api/agreements/:code',
  summary: '协议全文',
  caller: 'public',
  params: z.object({ code: zAgreementCode }),
  response: zAgreement.extend({ text: z.string() }),
})

/** What a scanned code leads to, with nothing personal in it. */
export const getScene = defineEndpoint({
  method: 'GET',
  path: '/api/scenes/:scene',
  summary: '二维码指向的内容',
  caller: 'public',
  params: z.object({ scene: z.string().regex(/^[A-Za-z0-9_-]{4,64}$/, '二维码无效，请让企业重新分享') }),
  response: z.object({
    kind: z.enum(['task', 'invite']),
    state: z.enum(['open', 'closed']),
    title: z.string(),
    enterpriseName: z.string(),
    providerName: z.string(),
  }),
})

export const smsPurposes = ['worker-login', 'console-login', 'console-register'] as const

export const sendSmsCode = defineEndpoint({
  method: 'POST',
  path: '/api/sms-codes',
  summary: '发送短信验证码',
  caller: 'public',
  idempotent: false,
  body: z.object({ phone: zPhone, purpose: z.enum(smsPurposes) }),
  response: z.object({ resendAfterSeconds: z.int(), expiresAt: zTime }),
})

/** JS-SDK configuration for a page opened in WeChat. */
export const getJsSdkConfig = defineEndpoint({
  method: 'GET',
  path: '/api/wechat/js-config',
  summary: '微信 JS-SDK 签名',
  caller: 'public',
  query: z.object({ url: z.url() }),
  response: z.object({
    appId: z.string(),
    timestamp: z.string(),
    nonceStr: z.string(),
    signature: z.string(),
    jsApiList: z.array(z.string()),
  }),
})

/** A face check as the console or the phone follows it. */
export const zFaceCheck = z.object({
  id: zId,
  state: z.enum(['pending', 'passed', 'failed', 'expired']),
  reason: z.string().nullable(),
  /** What the phone opens (shown as a QR code on the computer). */
  phoneUrl: z.string(),
  expiresAt: zTime,
})
