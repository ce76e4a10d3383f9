import type { QueryOf } from '@linggong/shared/api/endpoint'
import type { listBatches } from '@linggong/shared/api/payouts'
import type { Actor } from '../../../actor.ts'
import { literalPattern } from '../../../database/literal-pattern.ts'
import { tenant } from '../../../tenancy.ts'
import { accounts, balanceOf } from '../../ledger/public.ts'
import { ownBatch } from '../find-batch.ts'
import { BatchModel, type Batch } from '../models/batch.ts'
import { ItemModel, type ItemState } from '../models/item.ts'
import { presentBatch, presentBatchDetail } from '../presenter.ts'

type Counts = Partial<Record<ItemState, number>>

/** Payments by state of each batch. */
async function countItems(batchIds: readonly string[]): Promise<Map<string, Counts>> {
  const rows = await ItemModel.aggregate<{ _id: { batchId: string; state: ItemState }; count: number }>([
    { $match: { batchId: { $in: batchIds } } },
    { $group: { _id: { batchId: '$batchId', state: '$state' }, count: { $sum: 1 } } },
  ])
  const counts = new Map<string, Counts>()
  for (const { _id, count } of rows)
    counts.set(_id.batchId, { ...counts.get(_id.batchId), [_id.state]: count })
  return counts
}

/** A batch of the actor's side with its progress. @throws AppError NOT_FOUND */
export async function batchDetail(actor: Actor, batchId: string) {
  const batch = await ownBatch(actor, batchId)
  const [counts, available] = await Promise.all([
    countItems([batchId]),
    balanceOf(accounts.available(batch.engagementId)),
  ])
  return presentBatchDetail(batch, counts.get(batchId) ?? {}, available)
}

/** The actor's batches, newest first; the keyword is part of a batch number or a file name. */
export async function batchPage(
  actor: Actor,
  { page, pageSize, state, keyword }: QueryOf<typeof listBatches>,
) {
  const pattern = keyword ? literalPattern(keyword) : null
  const filter = {
    ...tenant(actor),
    ...(state ? { state } : {}),
    ...(pattern ? { $or: [{ number: pattern }, { fileName: pattern }] } : {}),
  }
  const [batches, total] = await Promise.all([
    BatchModel.find(filter)
      .sort({ _id: -1 })
      .skip((page - 1) * pageSize)
      .limit(pageSize)
      .lean<Batch[]>(),
    BatchModel.countDocuments(filter),
  ])
  const counts = await countItems(batches.map(({ _id }) => _id))
  return { rows: batches.map((batch) => presentBatch(batch, counts.get(batch._id) ?? {})), total }
}
