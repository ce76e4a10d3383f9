import type { ClientSession } from 'mongoose'
import { accounts, balanceOf } from '../../ledger/public.ts'
import { ItemModel } from '../models/item.ts'
import { payoutRules } from '../rules.ts'

export interface Withdrawable {
  fee: number
  tax: number
}

/**
 * Earned fees and held tax that may leave the provider's account, fen: what is there, less that of payments
 * paid within the return window and of those that are returned and may still be given up.
 */
export async function withdrawableOf(
  providerId: string,
  now: Date,
  session?: ClientSession,
): Promise<Withdrawable> {
  const windowStart = new Date(now.getTime() - payoutRules.returnWindowMs)
  const [kept] = await ItemModel.aggregate<Withdrawable>([
    {
      $match: {
        providerId,
        $or: [{ state: 'paid', paidAt: { $gt: windowStart } }, { state: { $in: ['returned', 'reissuing'] } }],
      },
    },
    { $group: { _id: null, fee: { $sum: '$fee' }, tax: { $sum: '$tax' } } },
  ]).session(session ?? null)
  const fee = await balanceOf(accounts.fee(providerId), session)
  const tax = await balanceOf(accounts.tax(providerId), session)
  return { fee: Math.max(0, fee - (kept?.fee ?? 0)), tax: Math.max(0, tax - (kept?.tax ?? 0)) }
}
