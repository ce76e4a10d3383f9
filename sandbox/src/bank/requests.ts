import { z } from 'zod'

const requestId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const accountNo = z.string().regex(/^\d{10,24}$/)
const amountFen = z.number().int().positive().max(100_000_000_000)
const name = z.string().trim().min(1).max(100)
const text = z.string().max(60)
const boundAccount = z.strictObject({ name, number: z.string().regex(/^\d{8,32}$/), bankName: name })

/** The bodies of the bank's operations, exactly as documented in docs/bank-protocol.md. */
export const requestSchemas = {
  'open-sub-ledger': z.strictObject({
    requestId,
    providerAccountNo: accountNo,
    enterpriseName: name,
    enterpriseCreditCode: z.string().regex(/^[0-9A-Z]{18}$/),
    boundAccount,
  }),
  'change-bound-account': z.strictObject({ requestId, accountNo, boundAccount }),
  'close-sub-ledger': z.strictObject({ requestId, accountNo }),
  transfer: z.strictObject({ requestId, from: accountNo, to: accountNo, amountFen, purpose: text.min(1) }),
  'pay-to-card': z.strictObject({
    requestId,
    from: accountNo,
    amountFen,
    cardNumber: z.string().regex(/^\d{12,19}$/),
    name,
    remark: text,
  }),
  refund: z.strictObject({ requestId, accountNo, amountFen }),
  'send-back': z.strictObject({ requestId, noticeId: z.string().min(1).max(64) }),
  'pay-out': z.strictObject({ requestId, from: accountNo, amountFen, purpose: z.enum(['tax', 'fee']) }),
} as const

export type OperationBody<K extends keyof typeof requestSchemas> = z.infer<(typeof requestSchemas)[K]>
