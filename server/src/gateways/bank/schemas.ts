import { z } from 'zod'

const amountFen = z.number().int()
const bankSerial = z.string()

export const ZBankOrder = z.object({
  state: z.enum(['accepted', 'succeeded', 'failed', 'returned']),
  bankSerial: bankSerial.optional(),
  failCode: z.string().optional(),
  failReason: z.string().optional(),
  returnReason: z.string().optional(),
})

export const ZOpened = z.object({ state: z.literal('open'), accountNo: z.string() })
export const ZChanged = z.object({ state: z.literal('changed') })
export const ZClosed = z.object({ state: z.literal('closed') })

export const ZQueryResult = z.union([
  z.object({ state: z.literal('not-found') }),
  ZBankOrder.extend({
    state: z.enum(['accepted', 'succeeded', 'failed', 'returned', 'open', 'changed', 'closed']),
    accountNo: z.string().optional(),
  }),
])

export const ZAccount = z.object({
  accountNo: z.string(),
  kind: z.enum(['corporate', 'sub-ledger']),
  name: z.string(),
  state: z.enum(['open', 'closed']),
  balanceFen: amountFen,
  heldFen: amountFen,
  availableFen: amountFen,
  providerAccountNo: z.string().optional(),
})

export const ZAccounts = z.object({ accounts: z.array(ZAccount) })

export const ZStatement = z.object({
  rows: z.array(
    z.object({
      bankSerial,
      at: z.string(),
      amountFen,
      balanceFen: amountFen,
      counterpartyName: z.string(),
      counterpartyNumber: z.string(),
      summary: z.string(),
      requestId: z.string(),
    }),
  ),
})

const ZNoticeBase = z.object({
  noticeId: z.string().min(1),
  at: z.string(),
  amountFen: amountFen.positive(),
  bankSerial,
})

export const ZNotice = z.discriminatedUnion('kind', [
  ZNoticeBase.extend({
    kind: z.enum([
      'payment-result',
      'transfer-result',
      'refund-result',
      'send-back-result',
      'pay-out-result',
    ]),
    requestId: z.string().min(1),
    state: z.enum(['succeeded', 'failed']),
    failCode: z.string().optional(),
    failReason: z.string().optional(),
  }),
  ZNoticeBase.extend({
    kind: z.literal('payment-returned'),
    requestId: z.string().min(1),
    returnReason: z.string(),
  }),
  ZNoticeBase.extend({
    kind: z.literal('incoming-transfer'),
    accountNo: z.string().min(1),
    payerName: z.string(),
    payerAccount: z.string(),
    payerBank: z.string(),
    remark: z.string(),
  }),
])
