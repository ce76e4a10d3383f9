import { plainPlan, type BankContext } from '../context.ts'
import type { Disturbance } from '../disturbances.ts'
import { BankRefusal, outsideAccountNo, type Order } from '../model.ts'
import type { OperationBody } from '../requests.ts'
import { openAccount } from './transfer.ts'

/** Pays tax to the tax office, or fees to the provider's own account elsewhere: accepted → succeeded | failed. */
export function payOut(
  bank: BankContext,
  body: OperationBody<'pay-out'>,
  disturbance: Disturbance | undefined,
): Order {
  const { requestId, ...content } = body
  return bank.orders.submit('pay-out', requestId, content, () => {
    const from = openAccount(bank, content.from)
    if (from.kind !== 'corporate') {
      throw new BankRefusal(422, 'NOT_A_CORPORATE_ACCOUNT', '只能从对公账户付款')
    }
    const isTax = content.purpose === 'tax'
    const money = {
      from: from.accountNo,
      to: outsideAccountNo,
      amountFen: content.amountFen,
      payee: { name: isTax ? '国家金库' : from.name, number: '' },
      summary: isTax ? '缴纳税款' : '服务费转出',
    }
    return bank.orders.startMoney(money, plainPlan(bank, disturbance, bank.timings.paymentDelayMs))
  })
}
