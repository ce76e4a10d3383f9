import { batchMachine } from '@linggong/shared/states/payout'
import { systemActor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import type { Services } from '../../../services.ts'
import { transition } from '../../../states.ts'
import { batchFinished } from '../events.ts'
import { tellEnterprise } from '../messages.ts'
import { BatchModel, type Batch } from '../models/batch.ts'
import { ItemModel, type ItemState } from '../models/item.ts'

const openStates: readonly ItemState[] = ['confirmed', 'blocked', 'sending']
const failedStates: readonly ItemState[] = ['failed', 'settled-back']
const paidStates: readonly ItemState[] = ['paid', 'returned', 'reissuing', 'given-up']

function isOpen(batchId: string) {
  return ItemModel.exists({ batchId, state: { $in: openStates } })
}

/**
 * Finishes an executing batch when none of its payments is open. Called after the commit of what ended a
 * payment: whoever commits last sees that nothing is open.
 */
export async function finishBatchIfDone(services: Services, batchId: string): Promise<void> {
  const before = await BatchModel.findById(batchId, { state: 1 }).lean<Pick<Batch, 'state'>>()
  if (before?.state !== 'executing' || (await isOpen(batchId))) return
  await runCommand(services, systemActor('payouts'), async (c) => {
    const batch = await BatchModel.findById(batchId).session(c.session)
    if (batch?.state !== 'executing' || (await isOpen(batchId).session(c.session))) return
    const count = (states: readonly ItemState[]) =>
      ItemModel.countDocuments({ batchId, state: { $in: states } }).session(c.session)
    const paid = await count(paidStates)
    const failed = await count(failedStates)
    batch.set({ finishedAt: c.now })
    batch.timeline.push({ at: c.now, text: `批次已完成：成功 ${paid} 笔，失败 ${failed} 笔` })
    await transition(BatchModel, batch, batchMachine, 'finish', c, { after: { paid, failed } })
    const { enterpriseId, providerId, engagementId, number } = batch
    c.emit(batchFinished({ batchId, enterpriseId, providerId, engagementId }))
    const data = { batchNo: number, paid: String(paid), failed: String(failed) }
    await tellEnterprise(c, enterpriseId, 'batch-finished', batchId, data, `enterprise/payouts/${batchId}`)
  })
}

/** Recurring: batches whose last payment ended right before a crash. */
export async function finishDoneBatches(services: Services): Promise<void> {
  const batches = await BatchModel.find({ state: 'executing' }, { _id: 1 }).lean<Pick<Batch, '_id'>[]>()
  for (const { _id } of batches) await finishBatchIfDone(services, _id)
}
