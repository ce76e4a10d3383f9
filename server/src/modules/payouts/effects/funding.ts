import { batchMachine, itemMachine } from '@linggong/shared/states/payout'
import type { HydratedDocument } from 'mongoose'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { journal, postEntry } from '../../ledger/public.ts'
import { recordAgain, recordRequest } from '../bank/record-request.ts'
import { dispatchDue, type DispatchPayload } from '../commands/record-attempts.ts'
import { endUnpaid } from '../commands/end-unpaid.ts'
import { BatchModel, type Batch } from '../models/batch.ts'
import type { BankRequest } from '../models/bank-request.ts'
import { ItemModel } from '../models/item.ts'
import { itemOf, linksOf, note, placeOf, type Effect } from './effect.ts'

/** What a move belongs to: the whole batch, or one payment that was released later. */
interface Funded {
  fundingId: string
  fee: number
  links: { reference: string; batchId: string; itemId?: string }
}

async function batchOf(c: CommandContext, request: BankRequest): Promise<HydratedDocument<Batch>> {
  const batch = await BatchModel.findById(request.batchId).session(c.session)
  if (!batch) throw new Error(`request ${request._id} has no batch`)
  return batch
}

/** Fee of the payments of a batch that are to be paid with it, fen. */
async function feeOfBatch(c: CommandContext, batchId: string): Promise<number> {
  const [sum] = await ItemModel.aggregate<{ fee: number }>([
    { $match: { batchId, state: 'confirmed', ownFunding: null } },
    { $group: { _id: null, fee: { $sum: '$fee' } } },
  ]).session(c.session)
  return sum?.fee ?? 0
}

async function fundedBy(c: CommandContext, request: BankRequest): Promise<Funded> {
  if (request.itemId) {
    const item = await itemOf(c, request)
    return { fundingId: item._id, fee: item.fee, links: linksOf(item) }
  }
  const batch = await batchOf(c, request)
  return {
    fundingId: batch._id,
    fee: await feeOfBatch(c, batch._id),
    links: { reference: batch.number, batchId: batch._id },
  }
}

/** Has the payments of a batch sent that are ready for it. `key` makes each occasion one of its kind. */
export function dispatchSoon(c: CommandContext, batchId: string, key: string): void {
  c.due({
    kind: dispatchDue,
    key: `${batchId}:${key}`,
    dueAt: c.now,
    payload: { batchId } satisfies DispatchPayload,
  })
}

/** Both moves are done: payments may be sent. */
export async function fundingDone(
  c: CommandContext,
  request: Pick<BankRequest, '_id' | 'batchId' | 'itemId'>,
): Promise<void> {
  if (request.itemId) {
    const item = await ItemModel.findById(request.itemId).session(c.session)
    if (!item) throw new Error(`request ${request._id} has no item`)
    item.set({ ownFunding: 'done' })
    await item.save({ session: c.session })
    dispatchSoon(c, item.batchId, item._id)
    return
  }
  const batch = await BatchModel.findById(request.batchId).session(c.session)
  if (!batch) throw new Error(`request ${request._id} has no batch`)
  batch.timeline.push({ at: c.now, text: '佣金和服务费已划至服务商账户，开始付款' })
  await transition(BatchModel, batch, batchMachine, 'execute', c)
  dispatchSoon(c, batch._id, 'funded')
}

async function refuse(c: CommandContext, request: BankRequest, reason: string): Promise<void> {
  if (request.itemId) {
    const item = await itemOf(c, request)
    item.set({ problem: `划款没有成功：${reason}`, ownFunding: null })
    note(c, item, `划款没有成功：${reason}，款项仍冻结在子账簿`)
    await transition(ItemModel, item, itemMachine, 'block', c, { reason })
    return
  }
  const batch = await batchOf(c, request)
  batch.set({ problem: `划款没有成功：${reason}，款项已解除冻结` })
  batch.timeline.push({ at: c.now, text: `划款没有成功：${reason}，款项已解除冻结` })
  await transition(BatchModel, batch, batchMachine, 'refuse-funding', c, { reason })
  await endUnpaid(c, batch, 'funding-refused')
}

/** The commission moves to the provider's account; then the fee does. Refused: nothing has moved, all is released. */
export const fundCommission: Effect = {
  async succeeded(c, request) {
    const { fundingId, fee, links } = await fundedBy(c, request)
    await postEntry(c, journal.commissionMoved(placeOf(request), fundingId, request.amount, links))
    if (fee === 0) return fundingDone(c, request)
    const { enterpriseId, providerId, place, batchId, itemId, series } = request
    const feeSeries = `F${series.slice(1)}`
    await recordRequest(c, {
      kind: 'fund-fee',
      series: feeSeries,
      enterpriseId,
      providerId,
      place,
      batchId,
      itemId,
      amount: fee,
    })
  },
  failed: refuse,
}

/** The fee follows its commission; it must, so a refusal is asked for again. */
export const fundFee: Effect = {
  async succeeded(c, request) {
    const { fundingId, links } = await fundedBy(c, request)
    await postEntry(c, journal.feeMoved(placeOf(request), fundingId, request.amount, links))
    await fundingDone(c, request)
  },
  failed: (c, request) => recordAgain(c, request),
}
