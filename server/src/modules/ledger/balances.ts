import type { ClientSession } from 'mongoose'
import { isGuarded } from './accounts.ts'
import { LedgerBalanceModel, LedgerEntryModel, type LedgerBalance } from './model.ts'

/** Sum of an account's lines in the journal, fen. */
export async function journalBalanceOf(account: string, session?: ClientSession): Promise<number> {
  const rows = await LedgerEntryModel.aggregate<{ sum: number }>([
    { $match: { 'lines.account': account } },
    { $unwind: '$lines' },
    { $match: { 'lines.account': account } },
    { $group: { _id: null, sum: { $sum: '$lines.amount' } } },
  ]).session(session ?? null)
  return rows[0]?.sum ?? 0
}

/** Balance of an account in fen; of a bank/ account it is summed from the journal. */
export async function balanceOf(account: string, session?: ClientSession): Promise<number> {
  if (!isGuarded(account)) return journalBalanceOf(account, session)
  const row = await LedgerBalanceModel.findById(account)
    .session(session ?? null)
    .lean<LedgerBalance>()
  return row?.balance ?? 0
}

/** Balances in fen of all guarded accounts whose name begins with `prefix`. */
export async function balancesOf(prefix: string, session?: ClientSession): Promise<Map<string, number>> {
  const rows = await LedgerBalanceModel.find({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } })
    .session(session ?? null)
    .lean<LedgerBalance[]>()
  return new Map(rows.map(({ _id, balance }) => [_id, balance]))
}
