import { batchMachine } from '@linggong/shared/states/payout'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { recount } from '../batch-totals.ts'
import { batchToChange } from '../find-batch.ts'
import { BatchModel } from '../models/batch.ts'
import { PayoutRowModel } from '../models/row.ts'
import { discardLater } from './discard-batch.ts'

/** Removes all rows that did not pass; the rest is ready. @throws AppError NOT_FOUND, STATE_CONFLICT */
export async function removeErrorRows(c: CommandContext, batchId: string): Promise<void> {
  const batch = await batchToChange(c, batchId)
  const { deletedCount } = await PayoutRowModel.deleteMany(
    { batchId, problem: { $ne: null } },
    { session: c.session },
  )
  await recount(c, batch)
  batch.set({ problem: null })
  batch.timeline.push({ at: c.now, text: `移除未通过的 ${deletedCount} 行` })
  await transition(BatchModel, batch, batchMachine, 'drop-errors', c, { after: { removed: deletedCount } })
  discardLater(c, batch)
}
