import type { z } from 'zod'
import type { BankContext, OperationResult } from '../context.ts'
import type { Disturbance } from '../disturbances.ts'
import { BankRefusal, type Operation } from '../model.ts'
import { requestSchemas as schemas } from '../requests.ts'
import { changeBoundAccount } from './change-bound-account.ts'
import { closeSubLedger } from './close-sub-ledger.ts'
import { openSubLedger } from './open-sub-ledger.ts'
import { payOut } from './pay-out.ts'
import { payToCard } from './pay-to-card.ts'
import { refund } from './refund.ts'
import { sendBack } from './send-back.ts'
import { transfer } from './transfer.ts'

/**
 * Does one operation of the bank.
 * @throws BankRefusal 400 BAD_REQUEST when the body is not as documented, and those of the operation
 */
export function perform(
  bank: BankContext,
  operation: Operation,
  body: unknown,
  disturbance: Disturbance | undefined,
): OperationResult {
  const read = <T>(schema: z.ZodType<T>): T => {
    const result = schema.safeParse(body)
    if (result.success) return result.data
    const where = result.error.issues.map((issue) => issue.path.join('.') || '(body)').join(', ')
    throw new BankRefusal(400, 'BAD_REQUEST', `请求内容有误：${where}`)
  }
  if (operation === 'pay-to-card') return payToCard(bank, read(schemas[operation]), disturbance)

  const order = {
    'open-sub-ledger': () => openSubLedger(bank, read(schemas['open-sub-ledger'])),
    'change-bound-account': () => changeBoundAccount(bank, read(schemas['change-bound-account'])),
    'close-sub-ledger': () => closeSubLedger(bank, read(schemas['close-sub-ledger'])),
    transfer: () => transfer(bank, read(schemas.transfer), disturbance),
    refund: () => refund(bank, read(schemas.refund), disturbance),
    'send-back': () => sendBack(bank, read(schemas['send-back']), disturbance),
    'pay-out': () => payOut(bank, read(schemas['pay-out']), disturbance),
  }[operation]()
  return { order, held: false }
}
