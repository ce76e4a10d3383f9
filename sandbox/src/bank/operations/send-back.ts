import { plainPlan, type BankContext } from '../context.ts'
import type { Disturbance } from '../disturbances.ts'
import { BankRefusal, outsideAccountNo, type Order } from '../model.ts'
import type { OperationBody } from '../requests.ts'

/**
 * Sends an incoming transfer back to its payer, whole: accepted → succeeded | failed.
 * @throws BankRefusal NOTICE_NOT_FOUND, ALREADY_SENT_BACK (another request does or did it)
 */
export function sendBack(
  bank: BankContext,
  body: OperationBody<'send-back'>,
  disturbance: Disturbance | undefined,
): Order {
  const { requestId, ...content } = body
  return bank.orders.submit('send-back', requestId, content, () => {
    const notice = bank.notices.get(content.noticeId)
    if (notice?.kind !== 'incoming-transfer') {
      throw new BankRefusal(422, 'NOTICE_NOT_FOUND', '没有这笔来账')
    }
    const sent = bank.world.store.table<string>('bank-sent-back')
    const earlier = bank.orders.get(sent.get(notice.noticeId) ?? '')
    if (earlier && earlier.state !== 'failed') {
      throw new BankRefusal(422, 'ALREADY_SENT_BACK', '这笔来账已经退回')
    }
    sent.put(notice.noticeId, requestId)
    const { accountNo, amountFen, payerName, payerAccount } = notice.content
    const money = {
      from: String(accountNo),
      to: outsideAccountNo,
      amountFen: Number(amountFen),
      payee: { name: String(payerName), number: String(payerAccount) },
      summary: '来账退回',
    }
    return bank.orders.startMoney(money, plainPlan(bank, disturbance, bank.timings.paymentDelayMs))
  })
}
