/** A row of the batch by what it pays: digest of payee and task, and its order number (perhaps empty). */
export interface Payable {
  id: string
  row: number
  payeeKey: string | null
  orderNumber: string
}

/** Why a row pays the same as another one of its batch, in words, by row id. */
export interface Duplicates {
  payee: ReadonlyMap<string, string>
  /** The same person and task again under another order number: too much where one assignment is paid once. */
  assignment: ReadonlyMap<string, string>
  order: ReadonlyMap<string, string>
}

function groupBy(rows: readonly Payable[], keyOf: (row: Payable) => string | null): Payable[][] {
  const groups = new Map<string, Payable[]>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key) groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()].filter(({ length }) => length > 1)
}

/**
 * Finds rows that pay the same person for the same task without order numbers that tell them apart, and rows
 * that use an order number again. The first of several rows stays.
 */
export function findDuplicates(rows: readonly Payable[]): Duplicates {
  const payee = new Map<string, string>()
  const assignment = new Map<string, string>()
  for (const group of groupBy(rows, ({ payeeKey }) => payeeKey)) {
    group.forEach((row, index) => {
      if (index > 0) assignment.set(row.id, `与第 ${group[0]?.row} 行重复：同一人的标准任务只能发放一次`)
      const same = group
        .slice(0, index)
        .find(
          (earlier) => !row.orderNumber || !earlier.orderNumber || earlier.orderNumber === row.orderNumber,
        )
      if (same) payee.set(row.id, `与第 ${same.row} 行重复：同一人同一任务须填写不同的企业订单号`)
    })
  }
  const order = new Map<string, string>()
  for (const group of groupBy(rows, ({ orderNumber }) => orderNumber || null)) {
    const [first] = group
    for (const row of group.slice(1)) order.set(row.id, `企业订单号与第 ${first?.row} 行重复`)
  }
  return { payee, assignment, order }
}
