import { z } from 'zod'
import { zDay, zId, zPage, zPageOf, zReason, zSmsCode, zTime } from '../fields.ts'
import { envelopeMachine } from '../states/contract.ts'
import { statesOf } from '../states/machine.ts'
import { zStepUp } from './console-identity.ts'
import { defineEndpoint } from './endpoint.ts'
import { zTimelineEntry } from './worker-tasks.ts'

export const envelopeKinds = ['worker-provider', 'enterprise-provider'] as const

export const zEnvelope = z.object({
  id: zId,
  /** Contract number, shown and printed. */
  number: z.string(),
  kind: z.enum(envelopeKinds),
  title: z.string(),
  state: z.enum(statesOf(envelopeMachine)),
  parties: z.array(
    z.object({
      name: z.string(),
      role: z.enum(['worker', 'enterprise', 'provider']),
      signedAt: zTime.nullable(),
    }),
  ),
  termFrom: zDay,
  termTo: zDay,
  deadline: zTime,
  /** This caller's signature is the one that is missing. */
  mine: z.boolean(),
})

export const zEnvelopeDetail = zEnvelope.extend({
  /** One short line per key term: pay, fee, tax, liability, privacy, term. */
  summary: z.array(z.object({ label: z.string(), text: z.string() })),
  /** Signed links (5 minutes) to the pages as pictures, in order. */
  pages: z.array(z.object({ url: z.string(), width: z.int(), height: z.int() })),
  /** Signed link to the PDF as it stands. */
  fileUrl: z.string(),
  /** SHA-256 of the sealed file, hexadecimal, when completed. */
  resultHash: z.string().nullable(),
  timeline: z.array(zTimelineEntry),
})

export const listMyContracts = defineEndpoint({
  method: 'GET',
  path: '/api/worker/contracts',
  summary: '我的合同',
  caller: 'worker',
  response: z.object({ toSign: z.array(zEnvelope), signed: z.array(zEnvelope) }),
})

/** Makes sure that a contract with the provider is there to sign, and gives it (also the one in force, if any). */
export const prepareContract = defineEndpoint({
  method: 'POST',
  path: '/api/worker/contracts',
  summary: '准备签署合同',
  caller: 'worker',
  body: z.object({ providerId: zId }),
  response: zEnvelope,
})

export const getMyContract = defineEndpoint({
  method: 'GET',
  path: '/api/worker/contracts/:id',
  summary: '合同详情',
  caller: 'worker',
  params: z.object({ id: zId }),
  response: zEnvelopeDetail,
})

export const sendSigningCode = defineEndpoint({
  method: 'POST',
  path: '/api/worker/contracts/:id/sms-code',
  summary: '发送签署验证码',
  caller: 'worker',
  idempotent: false,
  params: z.object({ id: zId }),
  response: z.object({ resendAfterSeconds: z.int(), expiresAt: zTime, phone: z.string() }),
})

export const signMyContract = defineEndpoint({
  method: 'POST',
  path: '/api/worker/contracts/:id/sign',
  summary: '确认签署',
  caller: 'worker',
  params: z.object({ id: zId }),
  body: z.object({
    code: zSmsCode,
    /** Handwriting as a PNG data URL (transparent background). */
    signature: z
      .string()
      .regex(/^data:image\/png;base64,[A-Za-z0-9+/=]+$/, '请在签名框内手写您的姓名')
      .max(700_000),
  }),
  response: zEnvelope,
})

export const declineMyContract = defineEndpoint({
  method: 'POST',
  path: '/api/worker/contracts/:id/decline',
  summary: '拒签',
  caller: 'worker',
  params: z.object({ id: zId }),
  body: z.object({ reason: z.string().trim().min(2, '请写明原因').max(200) }),
  response: zEnvelope,
})

// Console: an enterprise or a provider sees the envelopes it is a party of.

export const listContracts = defineEndpoint({
  method: 'GET',
  path: '/api/console/contracts',
  summary: '合同列表',
  caller: 'console',
  permission: 'engagement.read',
  query: zPage.extend({
    kind: z.enum(envelopeKinds).optional(),
    state: z.enum(statesOf(envelopeMachine)).optional(),
    /** `mine`: only those in which this caller's signature is the next. */
    turn: z.enum(['mine']).optional(),
    /** The beginning of the number or a part of the other party's name. */
    keyword: z.string().trim().max(50).optional(),
  }),
  response: zPageOf(zEnvelope),
})

export const getContract = defineEndpoint({
  method: 'GET',
  path: '/api/console/contracts/:id',
  summary: '合同详情',
  caller: 'console',
  permission: 'engagement.read',
  params: z.object({ id: zId }),
  response: zEnvelopeDetail,
})

/** The provider's staff seal a contract that waits for the provider when it is not sealed automatically (step-up `contract.sign`). */
export const sealContract = defineEndpoint({
  method: 'POST',
  path: '/api/provider/contracts/:id/seal',
  summary: '加盖服务商印章',
  caller: 'provider',
  permission: 'engagement.review',
  params: z.object({ id: zId }),
  body: zStepUp,
  response: zEnvelope,
})

/** The provider takes back a contract with a worker that is not signed by both yet. */
export const revokeContract = defineEndpoint({
  method: 'POST',
  path: '/api/provider/contracts/:id/revoke',
  summary: '撤回合同',
  caller: 'provider',
  permission: 'engagement.review',
  params: z.object({ id: zId }),
  body: z.object({ reason: zReason }),
  response: zEnvelope,
})
