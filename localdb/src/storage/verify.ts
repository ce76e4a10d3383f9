import { decode } from '../bson/codec.ts'
import { loadCatalog, type Collection } from './catalog.ts'
import { entriesOf } from './index-entries.ts'
import { tableKey, tableRange } from './keys.ts'
import type { KeyRange, View } from './view.ts'
import { idPartOf } from './records.ts'

export type Verification = { documents: number; entries: number; differences: string[] }

const chunk = 1000

/** Compares each index of a collection with the entries its documents call for, both ways. */
export function verifyCollection(view: View, collection: Collection): Verification {
  const differences: string[] = []
  let documents = 0
  let expected = 0
  for (const { key, value } of walk(view, tableRange(collection.table))) {
    documents += 1
    const doc = decode(value)
    const idPart = idPartOf(doc['_id'])
    if (!key.equals(tableKey(collection.table, idPart))) {
      differences.push(`${collection.ns}: a document is stored under another key than its _id`)
    }
    for (const index of collection.indexes) {
      for (const entry of entriesOf(index, doc, idPart).values()) {
        expected += 1
        if (!view.get(entry.key)?.equals(idPart)) {
          differences.push(`${collection.ns}: index ${index.name} lacks an entry of a document`)
        }
      }
    }
  }
  let entries = 0
  for (const index of collection.indexes) {
    for (const { value } of walk(view, tableRange(index.table))) {
      entries += 1
      if (!view.get(tableKey(collection.table, value))) {
        differences.push(`${collection.ns}: index ${index.name} has an entry without a document`)
      }
    }
  }
  if (entries !== expected) {
    differences.push(`${collection.ns}: ${expected} index entries are called for, ${entries} are stored`)
  }
  return { documents, entries, differences }
}

/** Verifies every collection of a data folder. */
export function verifyAll(view: View): Verification {
  const total: Verification = { documents: 0, entries: 0, differences: [] }
  for (const collection of loadCatalog(view).values()) {
    const { documents, entries, differences } = verifyCollection(view, collection)
    total.documents += documents
    total.entries += entries
    total.differences.push(...differences)
  }
  return total
}

function* walk(view: View, range: KeyRange): Generator<{ key: Buffer; value: Buffer }> {
  let low = range.low
  for (;;) {
    const entries = view.scan({ low, high: range.high }, false, chunk)
    yield* entries
    const last = entries.at(-1)
    if (!last || entries.length < chunk) return
    low = Buffer.concat([last.key, Buffer.alloc(1)])
  }
}
