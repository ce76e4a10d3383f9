import { batchMachine } from '@linggong/shared/states/payout'
import { nextState } from '@linggong/shared/states/machine'
import { systemActor } from '../../../actor.ts'
import { runCommand, type CommandContext } from '../../../command.ts'
import type { Services } from '../../../services.ts'
import { transition } from '../../../states.ts'
import { batchToChange } from '../find-batch.ts'
import { BatchModel, type Batch } from '../models/batch.ts'
import { PayoutRowModel } from '../models/row.ts'
import { payoutRules } from '../rules.ts'
import { transitionItems } from '../transition-items.ts'

export const discardDue = 'payout.discard'

export interface DiscardPayload {
  batchId: string
}

/** Has a batch discarded when nobody has touched it for a week. */
export function discardLater(c: CommandContext, batch: Pick<Batch, '_id'>): void {
  const dueAt = new Date(c.now.getTime() + payoutRules.discardAfterMs)
  c.due({
    kind: discardDue,
    key: batch._id,
    dueAt,
    payload: { batchId: batch._id } satisfies DiscardPayload,
    replace: true,
  })
}

/** Discards an unconfirmed batch. @throws AppError NOT_FOUND, STATE_CONFLICT */
export async function discardBatch(
  c: CommandContext,
  batchId: string,
  text = '批次已作废，没有任何款项变动',
): Promise<void> {
  const batch = await batchToChange(c, batchId)
  batch.timeline.push({ at: c.now, text })
  await transition(BatchModel, batch, batchMachine, 'discard', c)
  await transitionItems(c, { batchId, from: 'ready' }, 'remove')
}

/** The file's rows are of no more use once their batch is confirmed or discarded: personal data does not stay. */
export async function dropRows(batchId: string): Promise<void> {
  await PayoutRowModel.deleteMany({ batchId })
}

/** Due: a week without a change. */
export async function discardIdleBatch(services: Services, { batchId }: DiscardPayload): Promise<void> {
  const discarded = await runCommand(services, systemActor('payouts'), async (c) => {
    const batch = await batchToChange(c, batchId)
    if (nextState(batchMachine, batch.state, 'discard') === null) return false
    await discardBatch(c, batchId, '7 天没有确认，批次已自动作废，没有任何款项变动')
    return true
  })
  if (discarded) await dropRows(batchId)
}
