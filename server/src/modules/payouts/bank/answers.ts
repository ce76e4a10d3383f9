import { GatewayError } from '../../../gateways/gateway-error.ts'
import type { BankOrder, BankQueryResult } from '../../../gateways/bank/port.ts'

/**
 * What is known of a request after asking the bank.
 * accepted: it will answer later · unknown: it may or may not have acted · not-sent: it certainly did nothing,
 * the same request may be sent again · not-found: it does not know the request id.
 */
export type BankAnswer =
  | { state: 'accepted' | 'succeeded'; bankSerial: string | null }
  | { state: 'failed'; bankSerial: string | null; code: string; reason: string }
  | { state: 'returned'; bankSerial: string | null; reason: string }
  | { state: 'unknown' | 'not-sent' | 'not-found' }

/** Refusals of how it was asked: the order was not looked at. */
const notTaken = new Set([
  'UNKNOWN_CLIENT',
  'STALE_TIMESTAMP',
  'BAD_SIGNATURE',
  'NONCE_REPLAYED',
  'BAD_REQUEST',
])

/** Refusals of the order itself: it was not booked and never will be (the bank's interface, 422). */
const refusals = new Set([
  'ACCOUNT_NOT_FOUND',
  'ACCOUNT_CLOSED',
  'NOT_A_CORPORATE_ACCOUNT',
  'NOT_A_SUB_LEDGER',
  'ACCOUNTS_NOT_RELATED',
  'BOUND_NAME_MISMATCH',
  'BALANCE_NOT_ZERO',
  'NOTICE_NOT_FOUND',
  'ALREADY_SENT_BACK',
])

const plainReasons: Record<string, string> = {
  ACCOUNT_FROZEN: '收款账户已冻结',
  OVER_LIMIT: '超过收款账户限额',
  ACCOUNT_CLOSED: '收款账户已销户',
  NAME_MISMATCH: '收款户名与账号不符',
  CARD_NOT_FOUND: '收款卡号不存在',
  CARD_NOT_SUPPORTED: '收款卡不是储蓄卡',
  INSUFFICIENT_FUNDS: '付款账户余额不足',
}

/** Reads the bank's answer to an order or a query. */
export function readAnswer(order: BankOrder | BankQueryResult): BankAnswer {
  if (order.state === 'not-found') return { state: 'not-found' }
  const bankSerial = order.bankSerial ?? null
  if (order.state === 'failed') {
    const code = order.failCode ?? 'FAILED'
    return {
      state: 'failed',
      bankSerial,
      code,
      reason: plainReasons[code] ?? order.failReason ?? '银行没有付成',
    }
  }
  if (order.state === 'returned')
    return { state: 'returned', bankSerial, reason: order.returnReason ?? '收款银行退回' }
  if (order.state === 'accepted' || order.state === 'succeeded') return { state: order.state, bankSerial }
  throw new Error(`an order of money cannot be ${order.state}`)
}

/**
 * Reads what a failed call tells. Only a refusal that certainly leaves the order unbooked is a failure of the
 * payment. What is not known to be one, a code that came after this was written among them, leaves it open: the
 * bank is asked what became of it, for money that may have moved must not be given back.
 * @throws the error when it is none of the gateway's
 */
export function readError(error: unknown): BankAnswer {
  if (!(error instanceof GatewayError)) throw error
  if (error.kind === 'timeout') return { state: 'unknown' }
  if (error.kind === 'unavailable') return { state: 'not-sent' }
  const code = error.code ?? ''
  if (notTaken.has(code)) return { state: 'not-sent' }
  if (!refusals.has(code)) return { state: 'unknown' }
  return { state: 'failed', bankSerial: null, code, reason: plainReasons[code] ?? error.message }
}
