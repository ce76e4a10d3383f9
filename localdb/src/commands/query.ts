import { mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import { choosePlan } from '../plan/choose.ts'
import { scanRows, type Row } from '../plan/scan.ts'
import { compileFilter, type Matcher } from '../query/match.ts'
import { compileSort } from '../query/sort.ts'
import type { Collection } from '../storage/catalog.ts'
import type { View } from '../storage/view.ts'

export type Query = {
  filter: Doc
  sort?: Doc | undefined
  hint?: unknown
  /** Most rows that are wanted, if known. */
  limit?: number | undefined
  let?: Doc | undefined
  /** Another order of texts than the simple one. */
  collation?: Doc | undefined
  matcher?: Matcher | undefined
  /** Ms since the epoch. */
  deadline?: number | undefined
}

/** Matching documents in the requested order. @throws MaxTimeMSExpired 50 */
export function* queryRows(view: View, collection: Collection, query: Query): Generator<Row> {
  const plan = choosePlan(collection, query.filter, query.sort, query.hint, query.collation)
  const matcher = query.matcher ?? matcherOf(query.filter, query.let, query.collation)
  const rows = limited(scanRows(view, collection, plan, matcher), query.deadline)
  if (!query.sort || plan.sorted) {
    yield* rows
    return
  }
  yield* sorted(rows, query.sort, query.limit, query.collation)
}

/** The first match in the requested order. */
export function firstRow(view: View, collection: Collection, query: Query): Row | undefined {
  for (const row of queryRows(view, collection, { ...query, limit: 1 })) return row
  return undefined
}

export function matcherOf(
  filter: Doc,
  variables?: Doc | undefined,
  collation?: Doc | undefined,
): Matcher | undefined {
  if (Object.keys(filter).length === 0) return undefined
  return compileFilter(filter, { let: variables, now: new Date(), collation })
}

function sorted(
  rows: Iterable<Row>,
  sort: Doc,
  limit: number | undefined,
  collation: Doc | undefined,
): Row[] {
  const compare = compileSort(sort, { collation })
  const order = (a: Row, b: Row): number => compare(a.doc, b.doc)
  if (limit === undefined || limit > 1000) return [...rows].sort(order)
  let kept: Row[] = []
  for (const row of rows) {
    kept.push(row)
    if (kept.length >= 2 * limit + 100) kept = kept.sort(order).slice(0, limit)
  }
  return kept.sort(order).slice(0, limit)
}

function* limited(rows: Iterable<Row>, deadline: number | undefined): Generator<Row> {
  if (deadline === undefined) {
    yield* rows
    return
  }
  for (const row of rows) {
    if (Date.now() > deadline) throw mongoError('MaxTimeMSExpired', 'operation exceeded time limit')
    yield row
  }
}
