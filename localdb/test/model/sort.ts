import type { Document } from 'bson'
import { compare, isObject } from './values.ts'

/** What an empty array at the end of a path sorts as: below null. */
const emptyArray = undefined

/** Documents in the order of a sort. At most one of its paths may meet arrays. */
export function sortDocuments(docs: readonly Document[], sort: Document): Document[] {
  const keys = new Map(docs.map((doc) => [doc, keyOf(doc, sort)]))
  return docs.toSorted((a, b) => compareKeys(keys.get(a) as unknown[], keys.get(b) as unknown[], sort))
}

/** The smallest of the document's keys; an array gives one key for each element. */
function keyOf(doc: Document, sort: Document): unknown[] {
  let keys: unknown[][] = [[]]
  for (const path of Object.keys(sort)) {
    const values = valuesAt(doc, path.split('.'))
    keys = keys.flatMap((key) => values.map((value) => [...key, value]))
  }
  return keys.reduce((best, key) => (compareKeys(key, best, sort) < 0 ? key : best))
}

function compareKeys(a: unknown[], b: unknown[], sort: Document): number {
  for (const [position, direction] of Object.values(sort).entries()) {
    const order = compare(a[position], b[position])
    if (order !== 0) return order * Number(direction)
  }
  return 0
}

function valuesAt(value: unknown, parts: string[]): unknown[] {
  const [name, ...rest] = parts as [string, ...string[]]
  const next: unknown = isObject(value) && Object.hasOwn(value, name) ? value[name] : null
  if (!Array.isArray(next)) return rest.length === 0 ? [next] : valuesAt(next, rest)
  if (rest.length === 0) return next.length === 0 ? [emptyArray] : next
  if (next.length === 0) return [null]
  return next.flatMap((element) => (Array.isArray(element) ? [null] : valuesAt(element, rest)))
}
