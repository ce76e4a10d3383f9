import { decode } from '../bson/codec.ts'
import type { Doc } from '../bson/types.ts'
import type { Matcher } from '../query/match.ts'
import type { Collection } from '../storage/catalog.ts'
import { tableKey } from '../storage/keys.ts'
import { keyText } from '../storage/layer.ts'
import { idPartOf } from '../storage/records.ts'
import type { KeyRange, View } from '../storage/view.ts'
import type { Plan } from './choose.ts'

/** A stored document: its bytes and the same decoded. */
export type Row = { bytes: Buffer; doc: Doc }

const firstChunk = 16
const largestChunk = 512

/**
 * Documents of a plan that match. Reads in chunks and keeps nothing open between them, so a cursor may rest for
 * long; on a live view it then goes on from the last key, as the server's cursors do.
 */
export function* scanRows(
  view: View,
  collection: Collection,
  plan: Plan,
  matcher: Matcher | undefined,
): Generator<Row> {
  const seen = plan.branches && new Set<string>()
  for (const branch of plan.branches ?? [plan]) {
    for (const bytes of scanBytes(view, collection, branch)) {
      const doc = decode(bytes)
      if (matcher && !matcher.matches(doc)) continue
      if (seen) {
        const id = keyText(idPartOf(doc['_id']))
        if (seen.has(id)) continue
        seen.add(id)
      }
      yield { bytes, doc }
    }
  }
}

/** The stored bytes of a single plan's documents, not yet matched. */
function* scanBytes(view: View, collection: Collection, plan: Plan): Generator<Buffer> {
  if (plan.points) {
    for (const key of plan.points) {
      const found = view.get(key)
      const bytes = plan.index && found ? view.get(tableKey(collection.table, found)) : found
      if (bytes) yield bytes
    }
    return
  }
  const index = plan.index
  const seen = index && (index.multikey || index.cut) ? new Set<string>() : undefined
  for (const range of plan.reverse ? plan.ranges.toReversed() : plan.ranges) {
    for (const value of scanValues(view, range, plan.reverse)) {
      if (!index) {
        yield value
        continue
      }
      if (seen) {
        const text = keyText(value)
        if (seen.has(text)) continue
        seen.add(text)
      }
      const bytes = view.get(tableKey(collection.table, value))
      if (bytes) yield bytes
    }
  }
}

function* scanValues(view: View, range: KeyRange, reverse: boolean): Generator<Buffer> {
  let { low, high } = range
  for (let size = firstChunk; ; size = Math.min(size * 4, largestChunk)) {
    const entries = view.scan({ low, high }, reverse, size)
    for (const entry of entries) yield entry.value
    const last = entries.at(-1)
    if (!last || entries.length < size) return
    if (reverse) high = last.key
    else low = Buffer.concat([last.key, Buffer.alloc(1)])
  }
}
