import type { zWorkerPayment } from '@linggong/shared/api/worker-income'
import { monthOf } from '@linggong/shared/time'
import { formatYuan } from '@linggong/shared/money'
import type { z } from 'zod'
import { asWorker, type Actor } from '../../actor.ts'
import { AppError } from '../../errors.ts'
import { workerPayment, workerPayments, type ItemState, type WorkerPayment } from '../payouts/public.ts'

/** The state of a payment in the worker's words. */
const stateTexts: Partial<Record<ItemState, string>> = {
  sending: '付款中',
  paid: '已到账',
  failed: '付款失败，款项正在退回企业',
  'settled-back': '付款失败，款项已退回企业',
  returned: '银行退回，等待企业补发',
  reissuing: '补发中',
  'given-up': '已退回企业，不再补发',
}

/** What the worker can do about a payment that did not arrive. */
const advice: Partial<Record<ItemState, string>> = {
  failed: '请检查结算卡，更换后联系企业重新发放',
  'settled-back': '请检查结算卡，更换后联系企业重新发放',
  returned: '请在“我的”里检查或更换结算卡，企业会重新付款',
  'given-up': '请联系企业了解情况',
}

function present(payment: WorkerPayment): z.input<typeof zWorkerPayment> {
  const { id, number, state, enterpriseName, taskTitle, amount, tax, cardTail, bankName, at } = payment
  return {
    id,
    number,
    state,
    stateText: stateTexts[state] ?? '',
    enterpriseName,
    taskTitle,
    amount,
    tax,
    received: amount - tax,
    cardTail,
    bankName,
    at: at.toISOString(),
  }
}

function sum(payments: readonly WorkerPayment[], of: (payment: WorkerPayment) => number): number {
  return payments.reduce((total, payment) => total + of(payment), 0)
}

/** A month of the worker's income: what arrived in it, and every payment that was tried. Fen. */
export async function incomeOf(actor: Actor, now: Date, month = monthOf(now)) {
  const { personId } = asWorker(actor)
  const all = personId ? await workerPayments(personId) : []
  const payments = all.filter(({ at }) => monthOf(at) === month)
  const paid = payments.filter(({ state }) => state === 'paid')
  return {
    month,
    received: sum(paid, ({ amount, tax }) => amount - tax),
    tax: sum(paid, ({ tax }) => tax),
    payments: payments.map(present),
    months: [...new Set(all.map(({ at }) => monthOf(at)))].sort().reverse(),
  }
}

/** One of the worker's own payments with its history. @throws AppError NOT_FOUND */
export async function paymentOf(actor: Actor, paymentId: string) {
  const { personId } = asWorker(actor)
  if (!personId) throw new AppError('NOT_FOUND')
  const payment = await workerPayment(personId, paymentId)
  const { state, problem, tax, providerName, remark, timeline } = payment
  const hint = advice[state]
  return {
    ...present(payment),
    providerName,
    taxText: tax > 0 ? `服务商代扣代缴个人所得税 ${formatYuan(tax)}` : '本笔没有代扣个人所得税',
    failureText: hint ? [problem, hint].filter(Boolean).join('。') : null,
    remark,
    timeline: timeline.map(({ at, text }) => ({ at: at.toISOString(), text })),
  }
}
