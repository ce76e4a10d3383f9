import { BankRequestModel, openRequestStates } from '../models/bank-request.ts'
import { ItemModel } from '../models/item.ts'

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
