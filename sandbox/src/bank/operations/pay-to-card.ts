import { binOf, isLuhnValid, outcomeOf, type PaymentOutcome } from '../../world/outcomes.ts'
import { plainPlan, type BankContext, type OperationResult } from '../context.ts'
import type { Disturbance } from '../disturbances.ts'
import { BankRefusal, outsideAccountNo, type Plan } from '../model.ts'
import type { OperationBody } from '../requests.ts'
import { openAccount } from './transfer.ts'

const failures: Partial<Record<PaymentOutcome, { failCode: string; failReason: string }>> = {
  frozen: { failCode: 'ACCOUNT_FROZEN', failReason: '收款账户已冻结' },
  'over-limit': { failCode: 'OVER_LIMIT', failReason: '超过收款账户限额' },
  'closed-account': { failCode: 'ACCOUNT_CLOSED', failReason: '收款账户已销户' },
  'name-mismatch': { failCode: 'NAME_MISMATCH', failReason: '收款户名与账号不符' },
  'timeout-failed': { failCode: 'CHANNEL_FAILED', failReason: '收款行处理失败' },
}

const holding: readonly PaymentOutcome[] = ['timeout-succeeded', 'timeout-failed']

/**
 * Pays from a corporate account to a person's card: accepted → succeeded | failed → perhaps returned.
 * What happens is decided by the card (world/outcomes.ts).
 * @throws BankRefusal ACCOUNT_NOT_FOUND, ACCOUNT_CLOSED, NOT_A_CORPORATE_ACCOUNT
 */
export function payToCard(
  bank: BankContext,
  body: OperationBody<'pay-to-card'>,
  disturbance: Disturbance | undefined,
): OperationResult {
  const { requestId, ...content } = body
  const outcome = outcomeOf(content.cardNumber).payment
  const isNew = bank.orders.get(requestId) === undefined
  if (isNew && outcome === 'timeout-lost' && loseOnce(bank, requestId))
    return { order: undefined, held: true }

  const order = bank.orders.submit('pay-to-card', requestId, content, () => {
    const from = openAccount(bank, content.from)
    if (from.kind !== 'corporate') {
      throw new BankRefusal(422, 'NOT_A_CORPORATE_ACCOUNT', '只能从对公账户付款')
    }
    const money = {
      from: from.accountNo,
      to: outsideAccountNo,
      amountFen: content.amountFen,
      payee: { name: content.name, number: content.cardNumber },
      summary: content.remark,
    }
    return bank.orders.startMoney(money, planOf(bank, content, disturbance))
  })
  return { order, held: isNew && order.state === 'accepted' && holding.includes(outcome) }
}

function planOf(
  bank: BankContext,
  content: { cardNumber: string; name: string },
  disturbance: Disturbance | undefined,
): Plan {
  const { paymentDelayMs } = bank.timings
  if (disturbance) return plainPlan(bank, disturbance, paymentDelayMs)
  const dueAt = Date.now() + paymentDelayMs
  const issuer = binOf(content.cardNumber)
  if (!isLuhnValid(content.cardNumber) || !issuer) {
    return { finish: 'fail', failCode: 'CARD_NOT_FOUND', failReason: '收款卡号不存在', dueAt }
  }
  if (issuer.type !== 'debit') {
    return { finish: 'fail', failCode: 'CARD_NOT_SUPPORTED', failReason: '收款卡不是借记卡', dueAt }
  }
  const holder = bank.world.people.byCard(content.cardNumber)
  const outcome =
    holder && holder.name !== content.name ? 'name-mismatch' : outcomeOf(content.cardNumber).payment
  if (outcome === 'slow') return { finish: 'wait', dueAt }
  const failure = failures[outcome]
  if (failure) return { finish: 'fail', ...failure, dueAt }
  return { finish: 'succeed', thenReturn: outcome === 'success-then-returned', dueAt }
}

/** True the first time a request id of a "lost" card arrives. */
function loseOnce(bank: BankContext, requestId: string): boolean {
  const lost = bank.world.store.table<true>('bank-lost-requests')
  if (lost.get(requestId)) return false
  lost.put(requestId, true)
  return true
}
