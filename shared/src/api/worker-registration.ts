import { z } from 'zod'
import { zCardNumber, zDay, zId, zIdNumber, zPersonName, zPhone, zTime } from '../fields.ts'
import { registrationMachine } from '../states/registration.ts'
import { statesOf } from '../states/machine.ts'
import { defineEndpoint } from './endpoint.ts'
import { zAgreement, zConsent } from './public.ts'

export const zCard = z.object({
  id: zId,
  bankName: z.string(),
  tail: z.string(),
  isSettlement: z.boolean(),
  usable: z.boolean(),
})

export const getMe = defineEndpoint({
  method: 'GET',
  path: '/api/worker/me',
  summary: '我的信息',
  caller: 'worker',
  response: z.object({
    phone: z.string(),
    name: z.string().nullable(),
    idNumber: z.string().nullable(),
    registration: z.enum(statesOf(registrationMachine)),
    /** Verified by an earlier registration: the identity form is skipped. */
    verified: z.boolean(),
    settlementCard: zCard.nullable(),
    contractsToSign: z.int(),
    idCardValidTo: zDay.nullable(),
    /** Where the scanned code leads, kept over login and registration. */
    scene: z.string().nullable(),
  }),
})

/** What the confirmation page shows: the worker's own data in full. */
export const zRegistration = z.object({
  state: z.enum(statesOf(registrationMachine)),
  name: z.string().nullable(),
  idNumber: z.string().nullable(),
  attemptsLeftToday: z.int(),
  agreements: z.array(zAgreement),
  cards: z.array(zCard),
})

export const getRegistration = defineEndpoint({
  method: 'GET',
  path: '/api/worker/registration',
  summary: '注册进度',
  caller: 'worker',
  response: zRegistration,
})

export const verifyIdentity = defineEndpoint({
  method: 'POST',
  path: '/api/worker/registration/identity',
  summary: '实名认证（银行卡四要素）',
  caller: 'worker',
  body: z.object({ name: zPersonName, idNumber: zIdNumber, cardNumber: zCardNumber, phone: zPhone }),
  response: zRegistration,
})

export const agreeAndRegister = defineEndpoint({
  method: 'POST',
  path: '/api/worker/registration/agree',
  summary: '同意并注册',
  caller: 'worker',
  body: z.object({ consents: z.array(zConsent) }),
  response: zRegistration,
})

/** Bank and kind of a card while it is typed; nothing is stored. */
export const recogniseCard = defineEndpoint({
  method: 'POST',
  path: '/api/worker/cards/recognise',
  summary: '识别银行卡',
  caller: 'worker',
  idempotent: false,
  body: z.object({ cardNumber: zCardNumber }),
  response: z.object({ bankName: z.string(), type: z.enum(['debit', 'credit', 'prepaid', 'quasi-credit']) }),
})

export const listCards = defineEndpoint({
  method: 'GET',
  path: '/api/worker/cards',
  summary: '我的银行卡',
  caller: 'worker',
  response: z.object({ rows: z.array(zCard) }),
})

export const addCard = defineEndpoint({
  method: 'POST',
  path: '/api/worker/cards',
  summary: '添加银行卡',
  caller: 'worker',
  body: z.object({ cardNumber: zCardNumber, phone: zPhone }),
  response: zCard,
})

/** Chooses the settlement card; during registration this is step two. Payments confirmed before keep their card. */
export const chooseSettlementCard = defineEndpoint({
  method: 'POST',
  path: '/api/worker/cards/:id/settlement',
  summary: '设为结算卡',
  caller: 'worker',
  params: z.object({ id: zId }),
  response: zRegistration,
})

/** Opens a capture session of 10 minutes; only pictures taken within it count. */
export const openCaptureSession = defineEndpoint({
  method: 'POST',
  path: '/api/worker/capture-sessions',
  summary: '开始拍摄证件',
  caller: 'worker',
  response: z.object({ id: zId, expiresAt: zTime }),
})

export const uploadIdPhoto = defineEndpoint({
  method: 'POST',
  path: '/api/worker/capture-sessions/:id/photos/:side',
  summary: '上传证件照',
  caller: 'worker',
  params: z.object({ id: zId, side: z.enum(['front', 'back']) }),
  upload: { field: 'photo', maxBytes: 8 * 1024 * 1024, accept: ['jpeg', 'png'] },
  response: z.object({
    side: z.enum(['front', 'back']),
    /** Both sides are in: what was read, to be looked at before 使用照片. */
    complete: z.boolean(),
    validTo: zDay.nullable(),
  }),
})

/** Both photos accepted: registration is done. */
export const finishRegistration = defineEndpoint({
  method: 'POST',
  path: '/api/worker/registration/finish',
  summary: '完成注册',
  caller: 'worker',
  body: z.object({ captureSessionId: zId }),
  response: zRegistration,
})
