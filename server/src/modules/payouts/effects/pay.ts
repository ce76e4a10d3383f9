import { formatYuan } from '@linggong/shared/money'
import { itemMachine } from '@linggong/shared/states/payout'
import type { HydratedDocument } from 'mongoose'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { journal, postEntry } from '../../ledger/public.ts'
import { markCardUnusable } from '../../workers/public.ts'
import { recordRequest } from '../bank/record-request.ts'
import { itemFailed, itemPaid, itemReturned } from '../events.ts'
import { tellEnterprise, tellWorker } from '../messages.ts'
import type { BankRequest } from '../models/bank-request.ts'
import { ClaimModel } from '../models/claim.ts'
import { ItemModel, type Item } from '../models/item.ts'
import { payoutRules } from '../rules.ts'
import { amountsOf, itemOf, linksOf, note, placeOf, type Effect } from './effect.ts'

type ItemDocument = HydratedDocument<Item>

export const feeBackDue = 'payout.fee-back'

/** Payload of the due row that gives a failed payment's fee back. */
export interface FeeBackPayload {
  itemId: string
}

function factsOf(item: Item) {
  const {
    _id: itemId,
    batchId,
    enterpriseId,
    providerId,
    engagementId,
    personId,
    taskId,
    assignmentId,
    amount,
    fee,
    tax,
  } = item
  return {
    itemId,
    batchId,
    enterpriseId,
    providerId,
    engagementId,
    personId,
    taskId,
    assignmentId,
    amount,
    fee,
    tax,
  }
}

/** Failures that the card will never get over. */
const deadCard = new Set(['ACCOUNT_CLOSED', 'CARD_NOT_FOUND', 'CARD_NOT_SUPPORTED'])

async function learnOfCard(
  c: CommandContext,
  item: Item,
  { failCode }: BankRequest,
  reason: string,
): Promise<void> {
  if (failCode && deadCard.has(failCode)) await markCardUnusable(c, item.card.cardId, reason)
}

async function markPaid(c: CommandContext, item: ItemDocument, request: BankRequest): Promise<void> {
  const { bankSerial } = request
  item.set({ paidAt: c.now, firstPaidAt: item.firstPaidAt ?? c.now, bankSerial, problem: null })
  note(
    c,
    item,
    `付款成功，已转入尾号 ${item.card.tail} 的银行卡`,
    `已到账，转入尾号 ${item.card.tail} 的银行卡`,
  )
  await transition(ItemModel, item, itemMachine, 'pay', c)
  c.emit(itemPaid(factsOf(item)))
  await tellWorker(c, item, 'payout-paid', request._id, {
    amount: formatYuan(item.amount - item.tax),
    cardTail: item.card.tail,
  })
}

async function markReturned(
  c: CommandContext,
  item: ItemDocument,
  request: BankRequest,
  reason: string,
): Promise<void> {
  item.set({ returnedAt: c.now, problem: reason })
  note(c, item, `银行退汇：${reason}，款项在服务商账户等待补发`, `银行退回：${reason}，等待企业补发`)
  await transition(ItemModel, item, itemMachine, 'return', c, { reason })
  c.emit(itemReturned(factsOf(item)))
  const amount = formatYuan(item.amount - item.tax)
  await tellWorker(c, item, 'payout-returned', request._id, { amount })
  const page = 'enterprise/returns'
  const link = `${c.services.config.publicUrl}/${page}`
  await tellEnterprise(c, item.enterpriseId, 'payout-returned', request._id, { amount, link }, page)
}

/** Bank gave a successful payment back. */
async function returned(c: CommandContext, request: BankRequest, reason: string): Promise<void> {
  const item = await itemOf(c, request)
  await postEntry(c, journal.paymentReturned(placeOf(request), request._id, amountsOf(item), linksOf(item)))
  await markReturned(c, item, request, reason)
}

/** The first attempt to pay an item: a failure sends its commission back at once and its fee 30 minutes later. */
export const pay: Effect = {
  async succeeded(c, request) {
    const item = await itemOf(c, request)
    await postEntry(c, journal.attemptPaid(placeOf(request), request._id, amountsOf(item), linksOf(item)))
    await markPaid(c, item, request)
  },

  async failed(c, request, reason) {
    const item = await itemOf(c, request)
    const { enterpriseId, providerId, place, batchId } = request
    await postEntry(c, journal.attemptFailed(placeOf(request), request._id, amountsOf(item), linksOf(item)))
    await ClaimModel.deleteMany({ itemId: item._id }, { session: c.session })
    item.set({ failedAt: c.now, problem: reason })
    note(c, item, `付款失败：${reason}，佣金正在退回企业`, `付款失败：${reason}，款项退回企业`)
    await transition(ItemModel, item, itemMachine, 'fail', c, { reason })
    await learnOfCard(c, item, request, reason)
    await recordRequest(c, {
      kind: 'commission-back',
      series: `B${item.number}`,
      enterpriseId,
      providerId,
      place,
      batchId,
      itemId: item._id,
      amount: item.amount,
    })
    if (item.fee > 0) {
      const dueAt = new Date(c.now.getTime() + payoutRules.feeBackAfterMs)
      c.due({
        kind: feeBackDue,
        key: item._id,
        dueAt,
        payload: { itemId: item._id } satisfies FeeBackPayload,
      })
    }
    c.emit(itemFailed(factsOf(item)))
    await tellWorker(c, item, 'payout-failed', request._id, {
      amount: formatYuan(item.amount - item.tax),
      reason,
    })
  },

  returned,
}

/** A later attempt, after the payment was returned: a failure leaves the money where it waited. */
export const reissue: Effect = {
  async succeeded(c, request) {
    const item = await itemOf(c, request)
    await postEntry(c, journal.reissuePaid(placeOf(request), request._id, amountsOf(item), linksOf(item)))
    await markPaid(c, item, request)
  },

  async failed(c, request, reason) {
    const item = await itemOf(c, request)
    await postEntry(c, journal.reissueFailed(placeOf(request), request._id, amountsOf(item), linksOf(item)))
    await learnOfCard(c, item, request, reason)
    await markReturned(c, item, request, reason)
  },

  returned,
}
