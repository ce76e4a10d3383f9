import type { ClientSession } from 'mongoose'
import { BankRequestModel, openRequestStates } from '../models/bank-request.ts'
import { ItemModel, type ItemState } from '../models/item.ts'

/** States in which money of a payment moved or is about to. */
const payingStates: readonly ItemState[] = [
  'confirmed',
  'blocked',
  'sending',
  'paid',
  'returned',
  'reissuing',
]

/** Whether payments were made, or are being made, from a task. */
export async function hasPayments(taskId: string, session?: ClientSession): Promise<boolean> {
  return (await ItemModel.exists({ taskId, state: { $in: payingStates } }).session(session ?? null)) !== null
}

/** What each person was paid by an enterprise or through a provider in all, before tax, fen; nobody is left out. */
export async function paidTotals(
  input: ({ enterpriseId: string } | { providerId: string }) & { personIds: readonly string[] },
): Promise<Map<string, number>> {
  const { personIds, ...side } = input
  const rows = await ItemModel.aggregate<{ _id: string; paid: number }>([
    { $match: { ...side, personId: { $in: personIds }, state: 'paid' } },
    { $group: { _id: '$personId', paid: { $sum: '$amount' } } },
  ])
  const totals = new Map(rows.map(({ _id, paid }) => [_id, paid]))
  return new Map(personIds.map((personId) => [personId, totals.get(personId) ?? 0]))
}

/** Requests to the bank whose result is not known yet: while there are any, its books may differ for a moment. */
export function countOpenRequests(): Promise<number> {
  return BankRequestModel.countDocuments({ state: { $in: openRequestStates } })
}
