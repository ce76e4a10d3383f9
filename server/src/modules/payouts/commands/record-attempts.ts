import { formatYuan, type Fen } from '@linggong/shared/money'
import { dayOf } from '@linggong/shared/time'
import { systemActor } from '../../../actor.ts'
import { runCommand, type CommandContext } from '../../../command.ts'
import type { Services } from '../../../services.ts'
import { journal, postEntries, type Place } from '../../ledger/public.ts'
import { recordRequests, type NewRequest } from '../bank/record-request.ts'
import type { Payee } from '../bank/perform.ts'
import { amountsOf, linksOf } from '../effects/effect.ts'
import { tellWorker } from '../messages.ts'
import { BatchModel, type Batch } from '../models/batch.ts'
import { ItemModel, type Item } from '../models/item.ts'
import { requestId } from '../numbers.ts'
import { payoutRules } from '../rules.ts'
import { openCardNumber, openItem } from '../seal-item.ts'
import { serially } from '../serially.ts'
import { taxFor } from '../tax.ts'
import { transitionItems } from '../transition-items.ts'
import { finishBatchIfDone } from './finish-batch.ts'

export const dispatchDue = 'payout.dispatch'

export interface DispatchPayload {
  batchId: string
}

/** Words of a payment at the payee's bank when the enterprise gave none. */
const defaultRemark = '劳务报酬'

export function payeeOf(c: CommandContext, item: Item): Payee {
  const { name } = openItem(c.services.vault, item)
  return {
    name,
    cardNumber: openCardNumber(c.services.vault, item.card),
    remark: item.remark || defaultRemark,
  }
}

/** An attempt to pay an item, as the bank is asked for it. */
export function attemptOf(
  c: CommandContext,
  item: Item,
  place: Place,
  kind: 'pay' | 'reissue',
  attempt: number,
): NewRequest {
  return {
    kind,
    series: item.number,
    attempt,
    enterpriseId: item.enterpriseId,
    providerId: item.providerId,
    place,
    batchId: item.batchId,
    itemId: item._id,
    amount: item.amount - item.tax,
    payee: payeeOf(c, item),
    bankName: item.card.bankName,
    cardTail: item.card.tail,
  }
}

/** The tax of each payment as the rule of today has it; changes those whose preview was another. */
async function withTax(c: CommandContext, items: readonly Item[]): Promise<Item[]> {
  const day = dayOf(c.now)
  const taxed = items.map((item) => ({ ...item, tax: taxFor(item.amount as Fen, day) }))
  const changed = taxed.filter(({ tax }, index) => tax !== items[index]?.tax)
  if (changed.length > 0) {
    await ItemModel.bulkWrite(
      changed.map(({ _id, tax }) => ({ updateOne: { filter: { _id }, update: { $set: { tax } } } })),
      { session: c.session },
    )
  }
  return taxed
}

async function recordChunk(c: CommandContext, batchId: string): Promise<void> {
  const batch = await BatchModel.findById(batchId).session(c.session)
  if (batch?.state !== 'executing' || !batch.place) return
  const { place } = batch
  const found = await ItemModel.find({ batchId, state: 'confirmed', ownFunding: { $in: [null, 'done'] } })
    .sort({ row: 1, _id: 1 })
    .limit(payoutRules.chunk)
    .session(c.session)
    .lean<Item[]>()
  if (found.length === 0) return
  const items = await withTax(c, found)

  await postEntries(
    c,
    items.map((item) =>
      journal.attemptRecorded(place, requestId(item.number, 1), amountsOf(item), linksOf(item)),
    ),
  )
  await recordRequests(
    c,
    items.map((item) => attemptOf(c, item, place, 'pay', 1)),
  )
  const ids = items.map(({ _id }) => _id)
  const moved = await transitionItems(c, { batchId, from: 'confirmed', ids }, 'send', {
    set: { attempts: 1, sentAt: c.now },
    text: '已提交银行付款',
    workerText: '企业已付款，正在转入您的银行卡',
  })
  if (moved !== items.length) throw new Error('payments changed while their attempts were recorded')
  for (const item of items) {
    const amount = formatYuan(item.amount - item.tax)
    await tellWorker(c, item, 'payout-sent', item._id, { enterprise: batch.enterpriseName, amount })
  }
  if (items.length < payoutRules.chunk) return
  const key = `${batchId}:after:${ids.at(-1)}`
  c.due({ kind: dispatchDue, key, dueAt: c.now, payload: { batchId } satisfies DispatchPayload })
}

/**
 * Due: records the attempts of the next payments of an executing batch, one chunk in one transaction; their
 * sending becomes due before the next chunk does, so that a pause takes effect soon.
 */
export async function recordAttempts(services: Services, { batchId }: DispatchPayload): Promise<void> {
  const batch = await BatchModel.findById(batchId, { providerId: 1 }).lean<Pick<Batch, 'providerId'>>()
  if (!batch) return
  await serially(batch.providerId, () =>
    runCommand(services, systemActor('payouts'), (c) => recordChunk(c, batchId)),
  )
  await finishBatchIfDone(services, batchId)
}
