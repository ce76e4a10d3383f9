import { z } from 'zod'
import { zAccountNumber, zDay, zFenNumber, zId, zOrganisationName, zReason, zTime } from '../fields.ts'
import { zBasisPoints, zPositiveFen } from '../money.ts'
import { statesOf } from '../states/machine.ts'
import { engagementMachine, subLedgerMachine } from '../states/organisation.ts'
import { incomingTransferMachine, refundMachine } from '../states/payout.ts'
import { zStepUp } from './console-identity.ts'
import { zEnvelope } from './contracts.ts'
import { defineEndpoint } from './endpoint.ts'
import { invoiceCategories } from './organisations.ts'
import { zFaceCheck } from './public.ts'
import { zTimelineEntry } from './worker-tasks.ts'

/** Which parties contract with whom: 参与经营 or 中间介绍. */
export const operatingModels = ['participation', 'introduction'] as const

export const zEngagement = z.object({
  id: zId,
  state: z.enum(statesOf(engagementMachine)),
  operatingModel: z.enum(operatingModels),
  enterpriseId: zId,
  enterpriseName: z.string(),
  providerId: zId,
  providerName: z.string(),
  serviceItemName: z.string(),
  invoiceCategory: z.string(),
  feeRate: zBasisPoints,
  invoiceCutoffDay: z.int(),
  minimumInvoice: zFenNumber,
  termFrom: zDay.nullable(),
  termTo: zDay.nullable(),
  envelopeId: zId.nullable(),
  rejectReason: z.string().nullable(),
  appliedAt: zTime,
})

export const zEngagementDetail = zEngagement.extend({
  scenario: z.string(),
  formOfWork: z.string(),
  timeline: z.array(zTimelineEntry),
})

const application = z.object({
  providerId: zId,
  serviceItemId: zId,
  invoiceCategory: z.enum(invoiceCategories, '请选择发票类目'),
  operatingModel: z.enum(operatingModels),
})

export const applyEngagement = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/engagements',
  summary: '新签服务商',
  caller: 'enterprise',
  permission: 'engagement.manage',
  body: application,
  response: zEngagementDetail,
})

export const reapplyEngagement = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/engagements/:id/reapply',
  summary: '修改后重新提交',
  caller: 'enterprise',
  permission: 'engagement.manage',
  params: z.object({ id: zId }),
  body: application,
  response: zEngagementDetail,
})

/** Both sides: each sees its own engagements. */
export const listEngagements = defineEndpoint({
  method: 'GET',
  path: '/api/console/engagements',
  summary: '签约列表',
  caller: 'console',
  permission: 'engagement.read',
  query: z.object({ state: z.enum(statesOf(engagementMachine)).optional() }),
  response: z.object({ rows: z.array(zEngagement) }),
})

export const getEngagement = defineEndpoint({
  method: 'GET',
  path: '/api/console/engagements/:id',
  summary: '签约详情',
  caller: 'console',
  permission: 'engagement.read',
  params: z.object({ id: zId }),
  response: zEngagementDetail,
})

/** Approves; the contract is generated and sent to the enterprise for signing. */
export const approveEngagement = defineEndpoint({
  method: 'POST',
  path: '/api/provider/engagements/:id/approve',
  summary: '通过企业申请',
  caller: 'provider',
  permission: 'engagement.review',
  params: z.object({ id: zId }),
  response: zEngagementDetail,
})

export const rejectEngagement = defineEndpoint({
  method: 'POST',
  path: '/api/provider/engagements/:id/reject',
  summary: '驳回企业申请',
  caller: 'provider',
  permission: 'engagement.review',
  params: z.object({ id: zId }),
  body: z.object({ reason: zReason }),
  response: zEngagementDetail,
})

/** The contact proves by face (QR to the phone) who they are before signing. */
export const proveContact = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/engagements/:id/contact-proof',
  summary: '签约联系人人脸核验',
  caller: 'enterprise',
  permission: 'engagement.manage',
  params: z.object({ id: zId }),
  response: zFaceCheck,
})

/** Needs an opened seal, a passed contact proof (30 minutes) and step-up `contract.sign` on the envelope (digest = envelope id). */
export const signEngagement = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/engagements/:id/sign',
  summary: '确认签署',
  caller: 'enterprise',
  permission: 'engagement.manage',
  params: z.object({ id: zId }),
  body: zStepUp,
  response: zEnvelope,
})

/** The provider's staff apply its seal when it is not applied automatically (step-up `contract.sign`). */
export const sealEngagement = defineEndpoint({
  method: 'POST',
  path: '/api/provider/engagements/:id/seal',
  summary: '加盖服务商印章',
  caller: 'provider',
  permission: 'engagement.review',
  params: z.object({ id: zId }),
  body: zStepUp,
  response: zEnvelope,
})

/** Starts a new contract on the same engagement: after its term, or when signing was refused or missed. */
export const renewEngagement = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/engagements/:id/renew',
  summary: '续签或重新签署',
  caller: 'enterprise',
  permission: 'engagement.manage',
  params: z.object({ id: zId }),
  response: zEngagementDetail,
})

/** Ends an active engagement before its term: no new tasks and batches; running payments, returns and refunds go on. */
export const terminateEngagement = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/engagements/:id/terminate',
  summary: '终止合作',
  caller: 'enterprise',
  permission: 'engagement.manage',
  params: z.object({ id: zId }),
  body: z.object({ reason: zReason }),
  response: zEngagementDetail,
})

/** The provider's side of the same. */
export const terminateEngagementAsProvider = defineEndpoint({
  method: 'POST',
  path: '/api/provider/engagements/:id/terminate',
  summary: '终止合作',
  caller: 'provider',
  permission: 'engagement.review',
  params: z.object({ id: zId }),
  body: z.object({ reason: zReason }),
  response: zEngagementDetail,
})

// Sub-ledgers (子账簿)

export const zBoundAccount = z.object({ name: z.string(), number: z.string(), bankName: z.string() })

export const zSubLedger = z.object({
  id: zId,
  engagementId: zId,
  providerName: z.string(),
  state: z.enum(statesOf(subLedgerMachine)),
  /** Receiving account number to transfer to; null while it is being opened. */
  accountNo: z.string().nullable(),
  accountName: z.string(),
  bankName: z.string(),
  /** Number masked to its last four digits. */
  boundAccount: zBoundAccount,
  /** Why the bank did not open it, in words; opening can be asked for again. */
  problem: z.string().nullable(),
  available: zFenNumber,
  frozen: zFenNumber,
})

export const openSubLedger = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/engagements/:id/sub-ledger',
  summary: '开通子账簿',
  caller: 'enterprise',
  permission: 'subledger.manage',
  params: z.object({ id: zId }),
  body: z.object({
    boundAccount: z.object({
      name: zOrganisationName,
      number: zAccountNumber,
      bankName: z.string().trim().min(2, '请填写开户银行').max(60),
    }),
  }),
  response: zSubLedger,
})

export const listSubLedgers = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/sub-ledgers',
  summary: '我的账户',
  caller: 'enterprise',
  permission: 'subledger.read',
  response: z.object({ rows: z.array(zSubLedger) }),
})

/** Income and expense of one sub-ledger's available balance, newest first. */
export const listSubLedgerEntries = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/sub-ledgers/:id/entries',
  summary: '收支明细',
  caller: 'enterprise',
  permission: 'subledger.read',
  params: z.object({ id: zId }),
  query: z.object({
    from: zDay.optional(),
    to: zDay.optional(),
    page: z.coerce.number().int().min(1).default(1),
  }),
  response: z.object({
    rows: z.array(
      z.object({ id: z.string(), at: zTime, text: z.string(), amount: zFenNumber, reference: z.string() }),
    ),
    total: z.int(),
  }),
})

export const zRefund = z.object({
  id: zId,
  amount: zFenNumber,
  state: z.enum(statesOf(refundMachine)),
  reason: z.string().nullable(),
  requestedAt: zTime,
})

/** Step-up `subledger.refund` on the sub-ledger, digest = amount in fen. */
export const requestRefund = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/sub-ledgers/:id/refunds',
  summary: '余额退款',
  caller: 'enterprise',
  permission: 'subledger.manage',
  params: z.object({ id: zId }),
  body: zStepUp.extend({ amount: zPositiveFen }),
  response: zRefund,
})

export const listRefunds = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/sub-ledgers/:id/refunds',
  summary: '退款记录',
  caller: 'enterprise',
  permission: 'subledger.read',
  params: z.object({ id: zId }),
  response: z.object({ rows: z.array(zRefund) }),
})

// The provider's funds

export const getProviderFunds = defineEndpoint({
  method: 'GET',
  path: '/api/provider/funds',
  summary: '资金总览',
  caller: 'provider',
  permission: 'funds.read',
  response: z.object({
    bankAccountNo: z.string(),
    /** Fen: to be paid to workers, fees of unfinished items, fees earned, tax of unfinished items, tax to remit. */
    commission: zFenNumber,
    feeHeld: zFenNumber,
    fee: zFenNumber,
    taxHeld: zFenNumber,
    tax: zFenNumber,
    /** Of fee and tax, what is past the return window of 10 days. */
    feeWithdrawable: zFenNumber,
    taxRemittable: zFenNumber,
    unclaimed: z.array(
      z.object({
        id: zId,
        accountNo: z.string(),
        enterpriseName: z.string(),
        payerName: z.string(),
        amount: zFenNumber,
        at: zTime,
        state: z.enum(statesOf(incomingTransferMachine)),
        /** On its way back to the payer: no other decision until the bank answers. */
        sendingBack: z.boolean(),
        /** Why the last send-back did not succeed, in words. */
        problem: z.string().nullable(),
      }),
    ),
  }),
})

/** Decides a transfer that was not recognised: it belongs to the enterprise (claim) or goes back to its payer. */
export const decideIncomingTransfer = defineEndpoint({
  method: 'POST',
  path: '/api/provider/incoming-transfers/:id/:decision',
  summary: '处理待认领来账',
  caller: 'provider',
  permission: 'funds.manage',
  params: z.object({ id: zId, decision: z.enum(['claim', 'send-back']) }),
  body: z.object({ reason: zReason }),
})

/** Withdraws earned fees or remits held tax from the provider's account; step-up `funds.withdraw` on `kind`, digest = amount. */
export const withdrawFunds = defineEndpoint({
  method: 'POST',
  path: '/api/provider/withdrawals',
  summary: '提取服务费或缴税',
  caller: 'provider',
  permission: 'funds.manage',
  body: zStepUp.extend({ kind: z.enum(['fee', 'tax']), amount: zPositiveFen }),
})
