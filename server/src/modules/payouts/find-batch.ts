import { nextState, type EventOf } from '@linggong/shared/states/machine'
import { itemMachine } from '@linggong/shared/states/payout'
import type { HydratedDocument } from 'mongoose'
import type { Actor } from '../../actor.ts'
import type { CommandContext } from '../../command.ts'
import { AppError } from '../../errors.ts'
import { stateConflict } from '../../states.ts'
import { assertTenant } from '../../tenancy.ts'
import { BatchModel, type Batch } from './models/batch.ts'
import { ItemModel, type Item } from './models/item.ts'

/** The actor's own batch, to be read. @throws AppError NOT_FOUND */
export async function ownBatch(actor: Actor, batchId: string): Promise<Batch> {
  const batch = await BatchModel.findById(batchId).lean<Batch>()
  assertTenant(actor, batch)
  return batch
}

/** The actor's own batch, to be changed; the product itself may change any. @throws AppError NOT_FOUND */
export async function batchToChange(c: CommandContext, batchId: string): Promise<HydratedDocument<Batch>> {
  const batch = await BatchModel.findById(batchId).session(c.session)
  if (c.actor.kind !== 'system') assertTenant(c.actor, batch)
  if (!batch) throw new AppError('NOT_FOUND')
  return batch
}

/** The actor's own payment, to be changed. @throws AppError NOT_FOUND */
export async function itemToChange(c: CommandContext, itemId: string): Promise<HydratedDocument<Item>> {
  const item = await ItemModel.findById(itemId).session(c.session)
  assertTenant(c.actor, item)
  return item
}

/** Refuses early what the table does not allow for a payment. @throws AppError STATE_CONFLICT */
export function assertAllows({ state }: Pick<Item, 'state'>, event: EventOf<typeof itemMachine>): void {
  if (nextState(itemMachine, state, event) === null) throw stateConflict(itemMachine, state, event)
}
