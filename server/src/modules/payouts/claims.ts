import type { CommandContext } from '../../command.ts'
import { AppError } from '../../errors.ts'
import { ClaimModel } from './models/claim.ts'
import type { Item } from './models/item.ts'
import { payoutRules } from './rules.ts'

/** What a payment claims: its assignment's turn, and its order number at the enterprise. */
export function claimKeys({
  assignmentId,
  orderNumber,
  enterpriseId,
}: Pick<Item, 'assignmentId' | 'orderNumber' | 'enterpriseId'>): string[] {
  return [
    ...(assignmentId ? [assignmentClaim(assignmentId)] : []),
    ...(orderNumber ? [orderClaim(enterpriseId, orderNumber)] : []),
  ]
}

export function assignmentClaim(assignmentId: string): string {
  return `assignment/${assignmentId}/${payoutRules.paymentIndex}`
}

export function orderClaim(enterpriseId: string, orderNumber: string): string {
  return `order/${enterpriseId}/${orderNumber}`
}

/**
 * Takes the right to be paid for the payments of a batch that is being confirmed.
 * @throws AppError CLAIM_TAKEN with the number of payments that another batch pays already; a duplicate key
 *   when another batch takes the same right at this moment
 */
export async function takeClaims(
  c: CommandContext,
  batchId: string,
  items: readonly Pick<Item, '_id' | 'assignmentId' | 'orderNumber' | 'enterpriseId'>[],
): Promise<void> {
  const claims = items.flatMap((item) => claimKeys(item).map((_id) => ({ _id, itemId: item._id, batchId })))
  if (claims.length === 0) return
  const taken = await ClaimModel.countDocuments({ _id: { $in: claims.map(({ _id }) => _id) } }).session(
    c.session,
  )
  if (taken > 0) throw new AppError('CLAIM_TAKEN', { count: taken })
  await ClaimModel.insertMany(claims, { session: c.session })
}
