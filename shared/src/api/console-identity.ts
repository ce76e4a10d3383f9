import { z } from 'zod'
import { zId, zPassword, zPhone, zSmsCode, zTime } from '../fields.ts'
import { defineEndpoint } from './endpoint.ts'
import { zConsent, zFaceCheck } from './public.ts'

export const zOrganisationKind = z.enum(['enterprise', 'provider', 'platform', 'regulator'])

export const zConsoleSession = z.object({
  token: z.string(),
  expiresAt: zTime,
  mustChangePassword: z.boolean(),
})

/** Registers a company account. `detachEarlier` is the answer 不是我的: accounts on this phone lose it. */
export const registerConsole = defineEndpoint({
  method: 'POST',
  path: '/api/console/register',
  summary: '注册企业账号',
  caller: 'public',
  idempotent: false,
  body: z.object({
    phone: zPhone,
    code: zSmsCode,
    password: zPassword,
    detachEarlier: z.boolean().optional(),
    consents: z.array(zConsent),
  }),
  response: zConsoleSession,
})

export const loginByPassword = defineEndpoint({
  method: 'POST',
  path: '/api/console/login/password',
  summary: '密码登录',
  caller: 'public',
  idempotent: false,
  body: z.object({
    phone: zPhone,
    password: z.string().min(1, '请填写密码').max(200),
    accountId: zId.optional(),
  }),
  response: zConsoleSession,
})

/** Answers ACCOUNT_CHOICE_NEEDED with details.accounts when the phone has several accounts. */
export const loginConsoleBySms = defineEndpoint({
  method: 'POST',
  path: '/api/console/login/sms',
  summary: '短信登录',
  caller: 'public',
  idempotent: false,
  body: z.object({ phone: zPhone, code: zSmsCode, accountId: zId.optional() }),
  response: zConsoleSession,
})

export const changePassword = defineEndpoint({
  method: 'POST',
  path: '/api/console/password',
  summary: '修改密码',
  caller: 'console',
  idempotent: false,
  body: z.object({ current: z.string().max(200).optional(), password: zPassword }),
})

export const getConsoleMe = defineEndpoint({
  method: 'GET',
  path: '/api/console/me',
  summary: '当前账号',
  caller: 'console',
  response: z.object({
    accountId: zId,
    phone: z.string(),
    name: z.string().nullable(),
    mustChangePassword: z.boolean(),
    organisation: z
      .object({ id: zId, kind: zOrganisationKind, name: z.string(), permissions: z.array(z.string()) })
      .nullable(),
    memberships: z.array(z.object({ organisationId: zId, kind: zOrganisationKind, name: z.string() })),
  }),
})

export const switchOrganisation = defineEndpoint({
  method: 'POST',
  path: '/api/console/switch',
  summary: '切换单位',
  caller: 'console',
  idempotent: false,
  body: z.object({ organisationId: zId }),
})

export const consoleLogout = defineEndpoint({
  method: 'POST',
  path: '/api/console/logout',
  summary: '退出登录',
  caller: 'console',
  idempotent: false,
})

export const stepUpOperations = [
  'payout.confirm',
  'payout.reissue',
  'payout.give-up',
  'subledger.refund',
  'subledger.bound-account',
  'contract.sign',
  'funds.withdraw',
] as const

/**
 * Asks for fresh proof before an important operation: sends an SMS code to the account's phone. The proof is bound
 * to the operation, its object and `digest` (what the screen showed: totals, version), and is used once within 5 minutes.
 */
export const startStepUp = defineEndpoint({
  method: 'POST',
  path: '/api/console/step-ups',
  summary: '重要操作验证',
  caller: 'console',
  idempotent: false,
  body: z.object({ operation: z.enum(stepUpOperations), subjectId: zId, digest: z.string().max(128) }),
  response: z.object({ stepUpId: zId, phone: z.string(), resendAfterSeconds: z.int(), expiresAt: zTime }),
})

/** What an operation that needs step-up takes in its body. */
export const zStepUp = z.object({ stepUpId: zId, code: zSmsCode })

export const getFaceCheck = defineEndpoint({
  method: 'GET',
  path: '/api/console/face-checks/:id',
  summary: '人脸核验进度',
  caller: 'console',
  params: z.object({ id: zId }),
  response: zFaceCheck,
})
