/** One side of an entry. Amounts are integer fen; a positive one is money into the account. */
export interface Line {
  account: string
  amount: number
}

/** What an entry is about. `reference` is the number that people know: of a batch, a payment, a transfer. */
export interface EntryLinks {
  reference?: string
  batchId?: string
  itemId?: string
  attemptId?: string
  transferId?: string
  refundId?: string
}

/** An entry before it is posted. `id` is its business key: posting it again changes nothing. */
export interface Entry {
  id: string
  reason: string
  lines: readonly Line[]
  links: EntryLinks
}

/** One line an account, without zeros, ordered by account: the form in which entries are kept and compared. */
export function canonicalLines(lines: readonly Line[]): Line[] {
  const sums = new Map<string, number>()
  for (const { account, amount } of lines) sums.set(account, (sums.get(account) ?? 0) + amount)
  return [...sums]
    .filter(([, amount]) => amount !== 0)
    .map(([account, amount]) => ({ account, amount }))
    .sort((a, b) => (a.account < b.account ? -1 : 1))
}

/** @throws RangeError when an amount is not integer fen or the lines do not sum to zero */
export function assertSound({ id, lines }: Pick<Entry, 'id' | 'lines'>): void {
  for (const { account, amount } of lines) {
    if (!Number.isSafeInteger(amount)) throw new RangeError(`entry ${id}: ${account} is not integer fen`)
  }
  const sum = lines.reduce((total, { amount }) => total + amount, 0)
  if (sum !== 0) throw new RangeError(`entry ${id} is off by ${sum} fen`)
}

export function sameLines(a: readonly Line[], b: readonly Line[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ account, amount }, index) => account === b[index]?.account && amount === b[index]?.amount)
  )
}
