import { plainPlan, type BankContext } from '../context.ts'
import type { Disturbance } from '../disturbances.ts'
import { outsideAccountNo, type BoundAccount, type Order, type Plan } from '../model.ts'
import type { OperationBody } from '../requests.ts'
import { subLedger } from './change-bound-account.ts'

/**
 * Pays money of a sub-ledger back to the corporate account bound to it: accepted → succeeded | failed.
 * A bound account number ending in 9999 is a closed account: the refund fails.
 */
export function refund(
  bank: BankContext,
  body: OperationBody<'refund'>,
  disturbance: Disturbance | undefined,
): Order {
  const { requestId, ...content } = body
  return bank.orders.submit('refund', requestId, content, () => {
    const account = subLedger(bank, content.accountNo)
    const bound = account.boundAccount!
    const money = {
      from: account.accountNo,
      to: outsideAccountNo,
      amountFen: content.amountFen,
      payee: { name: bound.name, number: bound.number },
      summary: '退款至绑定账户',
    }
    return bank.orders.startMoney(money, refundPlan(bank, bound, disturbance))
  })
}

function refundPlan(bank: BankContext, bound: BoundAccount, disturbance: Disturbance | undefined): Plan {
  const plan = plainPlan(bank, disturbance, bank.timings.paymentDelayMs)
  if (disturbance || !bound.number.endsWith('9999')) return plan
  return { ...plan, finish: 'fail', failCode: 'ACCOUNT_CLOSED', failReason: '收款账户已销户' }
}
