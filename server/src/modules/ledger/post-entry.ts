import { formatYuan } from '@linggong/shared/money'
import mongoose from 'mongoose'
import type { CommandContext } from '../../command.ts'
import { AppError, isDuplicateKey } from '../../errors.ts'
import { isGuarded } from './accounts.ts'
import { assertSound, canonicalLines, sameLines, type Entry } from './entry.ts'
import { LedgerBalanceModel, LedgerEntryModel, type LedgerBalance, type LedgerEntry } from './model.ts'

export type Posted = 'posted' | 'exists' | 'empty'

/** Net change of every account over several entries. */
function netOf(entries: readonly Entry[]): Map<string, number> {
  const net = new Map<string, number>()
  for (const { lines } of entries) {
    for (const { account, amount } of lines) net.set(account, (net.get(account) ?? 0) + amount)
  }
  return net
}

async function refuse(c: CommandContext, takes: readonly [string, number][]): Promise<never> {
  const rows = await LedgerBalanceModel.find({ _id: { $in: takes.map(([account]) => account) } })
    .session(c.session)
    .lean<LedgerBalance[]>()
  const balances = new Map(rows.map(({ _id, balance }) => [_id, balance]))
  const short = takes.find(([account, amount]) => (balances.get(account) ?? 0) < -amount) ?? takes[0]
  if (!short) throw new Error('no account is short')
  const [account, amount] = short
  throw new AppError('BALANCE_NOT_ENOUGH', {
    needed: formatYuan(-amount),
    available: formatYuan(balances.get(account) ?? 0),
  })
}

/** Takes from and adds to the guarded accounts; what is taken must be there. */
async function updateBalances(c: CommandContext, entries: readonly Entry[]): Promise<void> {
  const changes = [...netOf(entries)].filter(([account, amount]) => isGuarded(account) && amount !== 0)
  const takes = changes.filter(([, amount]) => amount < 0)
  const adds = changes.filter(([, amount]) => amount > 0)
  if (takes.length > 0) {
    const { matchedCount } = await LedgerBalanceModel.bulkWrite(
      takes.map(([_id, amount]) => ({
        updateOne: { filter: { _id, balance: { $gte: -amount } }, update: { $inc: { balance: amount } } },
      })),
      { session: c.session },
    )
    if (matchedCount !== takes.length) await refuse(c, takes)
  }
  if (adds.length > 0) {
    await LedgerBalanceModel.bulkWrite(
      adds.map(([_id, amount]) => ({
        updateOne: { filter: { _id }, update: { $inc: { balance: amount } }, upsert: true },
      })),
      { session: c.session },
    )
  }
}

/** Another command made the same row first: the command runs again and finds it there. */
function asConflict(error: unknown): unknown {
  if (isDuplicateKey(error) && error instanceof mongoose.mongo.MongoError) {
    error.addErrorLabel('TransientTransactionError')
  }
  return error
}

/**
 * Posts entries in the command's transaction and updates the guarded balances by their net change.
 * An entry whose id is there with the same lines is left as it is; one without lines is nothing.
 * @throws AppError LEDGER_MISMATCH (same id, other lines), BALANCE_NOT_ENOUGH (a guarded account would be below zero)
 * @throws RangeError when the lines of an entry do not sum to zero
 */
export async function postEntries(c: CommandContext, entries: readonly Entry[]): Promise<Posted[]> {
  const wanted = entries.map((one) => ({ ...one, lines: canonicalLines(one.lines) }))
  wanted.forEach(assertSound)
  const ids = wanted.map(({ id }) => id)
  if (new Set(ids).size !== ids.length) throw new RangeError('two entries with the same id in one command')

  const rows = await LedgerEntryModel.find({ _id: { $in: ids } })
    .session(c.session)
    .lean<LedgerEntry[]>()
  const known = new Map(rows.map((row) => [row._id, row]))
  for (const { id, lines } of wanted) {
    const before = known.get(id)
    if (before && !sameLines(before.lines, lines)) throw new AppError('LEDGER_MISMATCH')
  }

  const fresh = wanted.filter(({ id, lines }) => !known.has(id) && lines.length > 0)
  if (fresh.length > 0) {
    try {
      await LedgerEntryModel.insertMany(
        fresh.map(({ id, reason, lines, links }) => ({ _id: id, reason, lines, links, at: c.now })),
        { session: c.session },
      )
      await updateBalances(c, fresh)
    } catch (error) {
      throw asConflict(error)
    }
  }
  return wanted.map(({ id, lines }) => {
    if (known.has(id)) return 'exists'
    return lines.length > 0 ? 'posted' : 'empty'
  })
}

/** Posts one entry; see `postEntries`. */
export async function postEntry(c: CommandContext, entry: Entry): Promise<Posted> {
  const [posted] = await postEntries(c, [entry])
  if (!posted) throw new Error('nothing was posted')
  return posted
}
