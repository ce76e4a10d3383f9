import { z } from 'zod'
import { zId, zPhone, zSmsCode, zTime } from '../fields.ts'
import { defineEndpoint } from './endpoint.ts'
import { zConsent } from './public.ts'

/**
 * Result of a worker's login step.
 * signed-in: `token` is the session. need-phone: `wechatToken` (10 minutes) goes with the phone step.
 * need-face: the account's person is verified and this WeChat identity is new, so a face check comes first.
 */
export const zWorkerLogin = z.discriminatedUnion('next', [
  z.object({
    next: z.literal('signed-in'),
    token: z.string(),
    expiresAt: zTime,
    scene: z.string().nullable(),
  }),
  z.object({ next: z.literal('need-phone'), wechatToken: z.string(), scene: z.string().nullable() }),
  z.object({ next: z.literal('need-face'), faceCheckId: zId, faceUrl: z.string() }),
])

/**
 * GET /api/wechat/oauth?scene=&to= (a plain redirect, not JSON) leads through WeChat and ends on the H5 entry page
 * with `ticket`, which is exchanged here once within 2 minutes.
 */
export const loginByTicket = defineEndpoint({
  method: 'POST',
  path: '/api/worker/login/ticket',
  summary: '公众号网页授权登录',
  caller: 'public',
  idempotent: false,
  body: z.object({ ticket: z.string().min(10).max(200) }),
  response: zWorkerLogin,
})

export const loginByMiniProgram = defineEndpoint({
  method: 'POST',
  path: '/api/worker/login/mini-program',
  summary: '小程序静默登录',
  caller: 'public',
  idempotent: false,
  body: z.object({ jsCode: z.string().min(1).max(200), scene: z.string().max(64).optional() }),
  response: zWorkerLogin,
})

/** weapp: the phone button's code. */
export const loginByPhoneCode = defineEndpoint({
  method: 'POST',
  path: '/api/worker/login/phone-code',
  summary: '小程序手机号登录',
  caller: 'public',
  idempotent: false,
  body: z.object({
    wechatToken: z.string(),
    phoneCode: z.string().min(1).max(200),
    consents: z.array(zConsent),
  }),
  response: zWorkerLogin,
})

/** h5: phone and SMS code; outside WeChat there is no wechatToken. */
export const loginBySms = defineEndpoint({
  method: 'POST',
  path: '/api/worker/login/sms',
  summary: '短信验证码登录',
  caller: 'public',
  idempotent: false,
  body: z.object({
    phone: zPhone,
    code: zSmsCode,
    wechatToken: z.string().optional(),
    scene: z.string().max(64).optional(),
    consents: z.array(zConsent),
  }),
  response: zWorkerLogin,
})

/** After the face page came back. */
export const loginByFace = defineEndpoint({
  method: 'POST',
  path: '/api/worker/login/face',
  summary: '人脸核验后登录',
  caller: 'public',
  idempotent: false,
  body: z.object({ faceCheckId: zId }),
  response: zWorkerLogin,
})

export const workerLogout = defineEndpoint({
  method: 'POST',
  path: '/api/worker/logout',
  summary: '退出登录',
  caller: 'worker',
  idempotent: false,
})
