import { batchMachine, itemMachine } from '@linggong/shared/states/payout'
import type { HydratedDocument } from 'mongoose'
import type { CommandContext } from '../../../command.ts'
import { runCommand } from '../../../command.ts'
import type { Actor } from '../../../actor.ts'
import type { Services } from '../../../services.ts'
import { stateConflict, transition } from '../../../states.ts'
import { AppError } from '../../../errors.ts'
import { journal, postEntry } from '../../ledger/public.ts'
import { recount } from '../batch-totals.ts'
import { linksOf, note } from '../effects/effect.ts'
import { batchToChange, itemToChange } from '../find-batch.ts'
import type { Batch } from '../models/batch.ts'
import { ClaimModel } from '../models/claim.ts'
import { ItemModel, type Item } from '../models/item.ts'
import { PayoutRowModel } from '../models/row.ts'
import { finishBatchIfDone } from './finish-batch.ts'

/** Whether a payment of the batch may be removed now: its money must not have begun to move. */
function assertRemovable(batch: Batch, item: Item): void {
  const allowed: Record<string, readonly Batch['state'][]> = {
    ready: ['ready', 'invalid'],
    confirmed: ['confirmed'],
    blocked: ['executing', 'paused'],
  }
  const states = allowed[item.state]
  if (!states) throw stateConflict(itemMachine, item.state, 'remove')
  if (!states.includes(batch.state)) {
    throw new AppError('STATE_CONFLICT', {
      state: batchMachine.labels[batch.state],
      action: '移除其中的付款',
    })
  }
}

async function release(c: CommandContext, batch: Batch, item: HydratedDocument<Item>): Promise<void> {
  if (!batch.place) throw new Error(`batch ${batch._id} has no place`)
  await postEntry(
    c,
    journal.released(batch.place, 'item-removed', item._id, item.amount, item.fee, linksOf(item)),
  )
  await ClaimModel.deleteMany({ itemId: item._id }, { session: c.session })
}

async function remove(c: CommandContext, itemId: string): Promise<string> {
  const item = await itemToChange(c, itemId)
  const batch = await batchToChange(c, item.batchId)
  assertRemovable(batch, item)
  const wasConfirmed = item.state !== 'ready'
  if (wasConfirmed) await release(c, batch, item)
  note(c, item, wasConfirmed ? '已移除，冻结的佣金与服务费已解除冻结' : '已移除')
  await transition(ItemModel, item, itemMachine, 'remove', c)
  if (wasConfirmed) {
    batch.set({
      itemCount: batch.itemCount - 1,
      commission: batch.commission - item.amount,
      fee: batch.fee - item.fee,
      tax: batch.tax - item.tax,
    })
  } else {
    await PayoutRowModel.deleteOne({ itemId }, { session: c.session })
    await recount(c, batch)
  }
  batch.timeline.push({ at: c.now, text: `移除付款 ${item.number}` })
  await batch.save({ session: c.session })
  return batch._id
}

/**
 * Removes one payment: of a batch that is not confirmed yet, of a confirmed one before its money moves, or a
 * blocked one. What was frozen for it is available again.
 * @throws AppError NOT_FOUND, STATE_CONFLICT
 */
export async function removeItem(services: Services, actor: Actor, itemId: string): Promise<void> {
  const batchId = await runCommand(services, actor, (c) => remove(c, itemId))
  await finishBatchIfDone(services, batchId)
}
