import { compareValues, type Compare } from '../bson/compare.ts'
import { locationError, MongoError, mongoError } from '../bson/errors.ts'
import { formatValue } from '../bson/format.ts'
import { toNumber } from '../bson/number.ts'
import { indexKeysOf } from '../bson/path.ts'
import { getField, isDoc, isNumeric, type Doc } from '../bson/types.ts'
import { compileCollation } from './collation.ts'

export type SortOptions = { collation?: Doc | undefined }

type Order = {
  spec: Doc
  paths: readonly (readonly string[])[]
  compareKeys(a: readonly unknown[], b: readonly unknown[]): number
}

/** An order whose keys are taken from a document once and kept. */
export type DocumentOrder = {
  keysOf(doc: Doc): readonly unknown[]
  compareKeys(a: readonly unknown[], b: readonly unknown[]): number
}

/** Compiles a sort specification for keeping keys. @throws as `compileSort`. */
export function documentOrder(spec: Doc, options: SortOptions = {}): DocumentOrder {
  const order = parseSort(spec, options)
  return { keysOf: (doc) => sortKeys(doc, order), compareKeys: order.compareKeys }
}

/** Compiles a sort specification to a comparator of documents. @throws MongoError 15974, 15975, BadValue as the server. */
export function compileSort(spec: Doc, options: SortOptions = {}): (a: Doc, b: Doc) => number {
  const order = parseSort(spec, options)
  return (a, b) => order.compareKeys(sortKeys(a, order), sortKeys(b, order))
}

/** Sorts documents stably, computing each key once; `limit` keeps the first ones. */
export function sortDocs(docs: Iterable<Doc>, spec: Doc, limit?: number, options: SortOptions = {}): Doc[] {
  const order = parseSort(spec, options)
  const rows = Array.from(docs, (doc) => ({ doc, keys: sortKeys(doc, order) }))
  rows.sort((a, b) => order.compareKeys(a.keys, b.keys))
  const kept = limit === undefined ? rows : rows.slice(0, limit)
  return kept.map((row) => row.doc)
}

function parseSort(spec: Doc, options: SortOptions): Order {
  const compare: Compare = options.collation ? compileCollation(options.collation) : compareValues
  const names = Object.keys(spec)
  const directions = names.map((path) => directionOf(path, spec[path]))
  return {
    spec,
    paths: names.map(splitPath),
    compareKeys: (a, b) => {
      for (let i = 0; i < directions.length; i++) {
        const result = compare(a[i], b[i])
        if (result !== 0) return result * (directions[i] as number)
      }
      return 0
    },
  }
}

function splitPath(path: string): string[] {
  if (path === '') throw locationError(40352, 'FieldPath cannot be constructed with empty string')
  const parts = path.split('.')
  if (parts.includes('')) throw locationError(15998, 'FieldPath field names may not be empty strings.')
  if (path.startsWith('$')) {
    throw locationError(
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    )
  }
  return parts
}

function directionOf(path: string, value: unknown): 1 | -1 {
  if (isDoc(value)) {
    if (value['$meta'] !== undefined) throw mongoError('NotImplemented', 'sorting by $meta is not supported')
    throw locationError(15974, `Illegal key in $sort specification: ${path}: ${formatValue(value)}`)
  }
  if (!isNumeric(value)) {
    throw locationError(15974, `Illegal key in $sort specification: ${path}: ${formatValue(value)}`)
  }
  const direction = toNumber(value)
  if (direction !== 1 && direction !== -1) {
    throw locationError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
  }
  return direction
}

/** The values that stand for a document: of all entries that arrays give, the first one in the order. */
function sortKeys(doc: Doc, order: Order): readonly unknown[] {
  const keys: unknown[] = []
  for (const path of order.paths) {
    const value = plainValue(doc, path)
    if (Array.isArray(value)) return firstEntry(doc, order)
    keys.push(value)
  }
  return keys
}

/** The value at a path, or the first array on the way. */
function plainValue(doc: Doc, path: readonly string[]): unknown {
  let value: unknown = doc
  for (const name of path) {
    if (Array.isArray(value)) return value
    value = isDoc(value) ? getField(value, name) : undefined
  }
  return value
}

function firstEntry(doc: Doc, order: Order): readonly unknown[] {
  const entries = entriesOf(doc, order.spec)
  return entries.reduce((best, entry) => (order.compareKeys(entry, best) < 0 ? entry : best))
}

function entriesOf(doc: Doc, spec: Doc): unknown[][] {
  try {
    return indexKeysOf(doc, spec)
  } catch (error) {
    if (!(error instanceof MongoError) || error.code !== 171) throw error
    throw mongoError('BadValue', 'cannot sort with keys that are parallel arrays')
  }
}
