import { nextState, type EventOf } from '@linggong/shared/states/machine'
import { itemMachine } from '@linggong/shared/states/payout'
import type { UpdateQuery } from 'mongoose'
import type { CommandContext } from '../../command.ts'
import { ItemModel, type Item, type ItemState } from './models/item.ts'

/**
 * Moves many payments of a batch from one state by one event of the table, in one update and with one audit
 * entry for the batch. `ids` narrows it. Answers how many moved.
 * @throws Error when the table does not allow the event from that state
 */
export async function transitionItems(
  c: CommandContext,
  selection: { batchId: string; from: ItemState; ids?: readonly string[] },
  event: EventOf<typeof itemMachine>,
  change: { set?: UpdateQuery<Item>; text?: string; workerText?: string } = {},
): Promise<number> {
  const to = nextState(itemMachine, selection.from, event)
  if (to === null) throw new Error(`item.${event} is not allowed from ${selection.from}`)
  const { batchId, from, ids } = selection
  const { modifiedCount } = await ItemModel.updateMany(
    { batchId, state: from, ...(ids ? { _id: { $in: ids } } : {}) },
    {
      $set: { ...change.set, state: to },
      $inc: { version: 1 },
      ...(change.text
        ? { $push: { timeline: { at: c.now, text: change.text, workerText: change.workerText ?? null } } }
        : {}),
    },
    { session: c.session, overwriteImmutable: true },
  )
  if (modifiedCount > 0) {
    c.audit({
      action: `item.${event}`,
      subject: { type: 'batch', id: batchId },
      before: { state: from },
      after: { state: to, count: modifiedCount },
    })
  }
  return modifiedCount
}
