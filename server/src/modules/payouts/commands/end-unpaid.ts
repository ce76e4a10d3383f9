import type { CommandContext } from '../../../command.ts'
import { journal, postEntry } from '../../ledger/public.ts'
import { sumItems } from '../batch-totals.ts'
import type { Batch } from '../models/batch.ts'
import { ClaimModel } from '../models/claim.ts'
import { transitionItems } from '../transition-items.ts'

/** Ends all payments of a batch whose money has not moved: what was frozen is available again, claims are free. */
export async function endUnpaid(
  c: CommandContext,
  batch: Batch,
  reason: 'batch-cancelled' | 'funding-refused',
): Promise<void> {
  const { _id: batchId, number: reference, place } = batch
  const { commission, fee } = await sumItems(c, batchId, ['confirmed', 'blocked'])
  if (place && commission > 0) {
    await postEntry(c, journal.released(place, reason, batchId, commission, fee, { batchId, reference }))
  }
  for (const from of ['ready', 'confirmed', 'blocked'] as const) {
    await transitionItems(c, { batchId, from }, 'remove', { text: '批次已取消，没有付款' })
  }
  await ClaimModel.deleteMany({ batchId }, { session: c.session })
}
