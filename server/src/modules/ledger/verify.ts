import type { BankGateway } from '../../gateways/bank/port.ts'
import { accounts, isGuarded } from './accounts.ts'
import { LedgerBalanceModel, LedgerEntryModel, type LedgerBalance } from './model.ts'

/** Something the books disagree on. Amounts in fen. */
export interface Difference {
  account: string
  /** `entry`: its lines do not sum to zero; `balance`: the kept balance is not the journal's; `negative`: a guarded account is below zero; `bank`: the bank's own figure differs. */
  kind: 'entry' | 'balance' | 'negative' | 'bank'
  expected: number
  actual: number
}

export interface Verification {
  entries: number
  guardedAccounts: number
  bankAccounts: number
  differences: Difference[]
}

async function journalSums(): Promise<Map<string, number>> {
  const rows = await LedgerEntryModel.aggregate<{ _id: string; sum: number }>([
    { $unwind: '$lines' },
    { $group: { _id: '$lines.account', sum: { $sum: '$lines.amount' } } },
  ])
  return new Map(rows.map(({ _id, sum }) => [_id, sum]))
}

async function unsoundEntries(): Promise<Difference[]> {
  const rows = await LedgerEntryModel.aggregate<{ _id: string; sum: number }>([
    { $project: { sum: { $sum: '$lines.amount' } } },
    { $match: { sum: { $ne: 0 } } },
  ])
  return rows.map(({ _id, sum }) => ({ account: _id, kind: 'entry', expected: 0, actual: sum }))
}

async function balanceDifferences(sums: ReadonlyMap<string, number>): Promise<Difference[]> {
  const kept = new Map(
    (await LedgerBalanceModel.find().lean<LedgerBalance[]>()).map(({ _id, balance }) => [_id, balance]),
  )
  const names = new Set([...kept.keys(), ...[...sums.keys()].filter(isGuarded)])
  return [...names].flatMap((account): Difference[] => {
    const expected = sums.get(account) ?? 0
    const actual = kept.get(account) ?? 0
    return [
      ...(expected === actual ? [] : [{ account, kind: 'balance' as const, expected, actual }]),
      ...(expected < 0 || actual < 0
        ? [{ account, kind: 'negative' as const, expected: 0, actual: Math.min(expected, actual) }]
        : []),
    ]
  })
}

async function bankDifferences(
  sums: ReadonlyMap<string, number>,
  bank: BankGateway,
): Promise<{ compared: number; differences: Difference[] }> {
  const figures = new Map(
    (await bank.accounts()).map(({ accountNo, balanceFen }) => [accounts.bank(accountNo), balanceFen]),
  )
  const mirrored = [...sums.keys()].filter((account) => !isGuarded(account))
  const names = new Set([...mirrored, ...figures.keys()])
  const differences = [...names].flatMap((account): Difference[] => {
    const expected = 0 - (sums.get(account) ?? 0)
    const actual = figures.get(account) ?? 0
    return expected === actual ? [] : [{ account, kind: 'bank', expected, actual }]
  })
  return { compared: names.size, differences }
}

/**
 * Recomputes every balance from the journal and compares it with what is kept, and every bank/ account with
 * the bank's own figure. The bank's figures are only comparable when no request to it is open.
 */
export async function verifyLedger(bank: BankGateway): Promise<Verification> {
  const sums = await journalSums()
  const [entries, unsound, balances, atBank] = await Promise.all([
    LedgerEntryModel.countDocuments(),
    unsoundEntries(),
    balanceDifferences(sums),
    bankDifferences(sums, bank),
  ])
  return {
    entries,
    guardedAccounts: [...sums.keys()].filter(isGuarded).length,
    bankAccounts: atBank.compared,
    differences: [...unsound, ...balances, ...atBank.differences],
  }
}
