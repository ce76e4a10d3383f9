import { batchMachine, itemMachine } from '@linggong/shared/states/payout'
import { systemActor } from '../../../actor.ts'
import { runCommand, type CommandContext } from '../../../command.ts'
import type { Services } from '../../../services.ts'
import { transition } from '../../../states.ts'
import { recordRequest } from '../bank/record-request.ts'
import { sumItems } from '../batch-totals.ts'
import { note } from '../effects/effect.ts'
import { fundingDone } from '../effects/funding.ts'
import { BatchModel, type Batch } from '../models/batch.ts'
import { ItemModel } from '../models/item.ts'
import { recheckReceivers } from '../validation/recheck.ts'
import { dropRows } from './discard-batch.ts'
import { finishBatchIfDone } from './finish-batch.ts'

export const fundDue = 'payout.fund'

export interface FundPayload {
  batchId: string
}

/** Holds back a payment that may not be made now; its money stays frozen. */
async function blockItem(c: CommandContext, itemId: string, problem: string): Promise<void> {
  const item = await ItemModel.findById(itemId).session(c.session)
  if (item?.state !== 'confirmed') return
  item.set({ problem })
  note(c, item, `已拦截：${problem}，款项仍冻结在子账簿`)
  await transition(ItemModel, item, itemMachine, 'block', c, { reason: problem })
}

/**
 * Due: begins to move the money of a confirmed batch. Payments whose payee may no longer be paid are blocked
 * with the reason; commission and fee of the others move to the provider's account.
 */
export async function startFunding(services: Services, { batchId }: FundPayload): Promise<void> {
  const before = await BatchModel.findById(batchId).lean<Batch>()
  if (before?.state !== 'confirmed') return
  const problems = await recheckReceivers(services, before)

  await runCommand(services, systemActor('payouts'), async (c) => {
    const batch = await BatchModel.findById(batchId).session(c.session)
    if (batch?.state !== 'confirmed') return
    if (!batch.place) throw new Error(`batch ${batchId} has no place`)
    for (const [itemId, problem] of problems) await blockItem(c, itemId, problem)
    const { commission } = await sumItems(c, batchId, ['confirmed'])
    batch.timeline.push({ at: c.now, text: '正在把佣金和服务费划至服务商账户' })
    await transition(BatchModel, batch, batchMachine, 'start-funding', c)
    if (commission === 0) return fundingDone(c, { _id: batchId, batchId, itemId: null })
    const { enterpriseId, providerId, place, number } = batch
    await recordRequest(c, {
      kind: 'fund-commission',
      series: `C${number}`,
      enterpriseId,
      providerId,
      place,
      batchId,
      amount: commission,
    })
  })
  await dropRows(batchId)
  await finishBatchIfDone(services, batchId)
}
