import { createHash } from 'node:crypto'
import type { HydratedDocument } from 'mongoose'
import type { CommandContext } from '../../command.ts'
import { ItemModel, type ItemState } from './models/item.ts'
import { PayoutRowModel } from './models/row.ts'
import type { Batch } from './models/batch.ts'

export interface Sums {
  count: number
  commission: number
  fee: number
  tax: number
}

/** Sums of a batch's payments in some states, fen. */
export async function sumItems(
  c: CommandContext,
  batchId: string,
  states: readonly ItemState[],
): Promise<Sums> {
  const [sums] = await ItemModel.aggregate<Sums>([
    { $match: { batchId, state: { $in: states } } },
    {
      $group: {
        _id: null,
        count: { $sum: 1 },
        commission: { $sum: '$amount' },
        fee: { $sum: '$fee' },
        tax: { $sum: '$tax' },
      },
    },
  ]).session(c.session)
  return sums ?? { count: 0, commission: 0, fee: 0, tax: 0 }
}

/** Counts an unconfirmed batch anew after its rows or payments changed; a confirmation of what was before is void. */
export async function recount(c: CommandContext, batch: HydratedDocument<Batch>): Promise<void> {
  const { count, commission, fee, tax } = await sumItems(c, batch._id, ['ready'])
  const rows = { batchId: batch._id, uploadId: { $in: batch.uploads } }
  const checked = await PayoutRowModel.countDocuments({ ...rows, checked: true }).session(c.session)
  const rowCount = await PayoutRowModel.countDocuments(rows).session(c.session)
  const errorCount = await PayoutRowModel.countDocuments({
    ...rows,
    checked: true,
    problem: { $ne: null },
  }).session(c.session)
  batch.set({
    itemCount: count,
    commission,
    fee,
    tax,
    checked,
    rowCount,
    errorCount,
    content: batch.content + 1,
  })
}

/** What a confirmation is bound to: the batch, its totals and the version of its content. */
export function digestOf(
  batch: Pick<Batch, '_id' | 'content' | 'itemCount' | 'commission' | 'fee' | 'tax'>,
): string {
  const { _id, content, itemCount, commission, fee, tax } = batch
  return createHash('sha256')
    .update(JSON.stringify([_id, content, itemCount, commission, fee, tax]))
    .digest('base64url')
}
