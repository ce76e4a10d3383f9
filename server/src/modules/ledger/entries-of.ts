import { LedgerEntryModel, type LedgerEntry } from './model.ts'
import type { EntryLinks } from './entry.ts'

/** One line of an account's statement; `amount` in fen, positive into the account. */
export interface AccountEntry {
  id: string
  reason: string
  amount: number
  links: EntryLinks
  at: Date
}

/** An account's entries, newest first; `page` is 1-based, `from` and `to` are inclusive. */
export async function entriesOf(
  account: string,
  filter: { from?: Date; to?: Date; page: number; pageSize?: number },
): Promise<{ rows: AccountEntry[]; total: number }> {
  const { from, to, page, pageSize = 20 } = filter
  const at = { ...(from ? { $gte: from } : {}), ...(to ? { $lte: to } : {}) }
  const query = { 'lines.account': account, ...(from || to ? { at } : {}) }
  const [rows, total] = await Promise.all([
    LedgerEntryModel.find(query)
      .sort({ at: -1, _id: -1 })
      .skip((page - 1) * pageSize)
      .limit(pageSize)
      .lean<LedgerEntry[]>(),
    LedgerEntryModel.countDocuments(query),
  ])
  return {
    total,
    rows: rows.map(({ _id, reason, lines, links, at: postedAt }) => ({
      id: _id,
      reason,
      amount: lines.find((line) => line.account === account)?.amount ?? 0,
      links,
      at: postedAt,
    })),
  }
}
