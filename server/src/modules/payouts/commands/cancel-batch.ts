import { batchMachine } from '@linggong/shared/states/payout'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { batchToChange } from '../find-batch.ts'
import { BatchModel } from '../models/batch.ts'
import { endUnpaid } from './end-unpaid.ts'

/**
 * Cancels a scheduled batch, or a confirmed one whose money has not begun to move: it is available again.
 * @throws AppError NOT_FOUND, STATE_CONFLICT
 */
export async function cancelBatch(c: CommandContext, batchId: string, reason: string): Promise<void> {
  const batch = await batchToChange(c, batchId)
  const wasConfirmed = batch.state === 'confirmed'
  batch.timeline.push({ at: c.now, text: `取消打款：${reason}${wasConfirmed ? '，款项已解除冻结' : ''}` })
  batch.set({ problem: reason })
  await transition(BatchModel, batch, batchMachine, 'cancel', c, { reason })
  await endUnpaid(c, batch, 'batch-cancelled')
}
