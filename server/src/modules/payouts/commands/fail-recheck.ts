import { batchMachine } from '@linggong/shared/states/payout'
import { nextState } from '@linggong/shared/states/machine'
import type { Actor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import type { Services } from '../../../services.ts'
import { transition } from '../../../states.ts'
import { recount } from '../batch-totals.ts'
import { batchToChange } from '../find-batch.ts'
import { BatchModel } from '../models/batch.ts'
import { ItemModel } from '../models/item.ts'
import { PayoutRowModel } from '../models/row.ts'
import { discardLater } from './discard-batch.ts'

/**
 * Turns payments that may no longer be made back into bad rows with their reasons; the batch waits for them to
 * be corrected or removed. Does nothing when the batch went on meanwhile.
 */
export async function failRecheck(
  services: Services,
  actor: Actor,
  batchId: string,
  problems: ReadonlyMap<string, string>,
  problem: string,
): Promise<void> {
  await runCommand(services, actor, async (c) => {
    const batch = await batchToChange(c, batchId)
    if (nextState(batchMachine, batch.state, 'fail-recheck') === null) return
    if (problems.size > 0) {
      await PayoutRowModel.bulkWrite(
        [...problems].map(([itemId, reason]) => ({
          updateOne: { filter: { itemId }, update: { $set: { problem: reason, itemId: null } } },
        })),
        { session: c.session },
      )
      await ItemModel.deleteMany(
        { _id: { $in: [...problems.keys()] }, batchId, state: 'ready' },
        { session: c.session },
      )
    }
    await recount(c, batch)
    batch.set({ problem })
    batch.timeline.push({ at: c.now, text: problem })
    await transition(BatchModel, batch, batchMachine, 'fail-recheck', c, { reason: problem })
    discardLater(c, batch)
  })
}
