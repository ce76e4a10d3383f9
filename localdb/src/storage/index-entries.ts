import { encodeKey } from '../bson/key.ts'
import { indexKeysOf } from '../bson/path.ts'
import type { Doc } from '../bson/types.ts'
import type { Index } from './catalog.ts'
import { entryKey, isLongPart, tableKey } from './keys.ts'
import { keyText } from './layer.ts'

/** One entry of an index: where it is stored and the values it stands for. */
export type IndexEntry = { key: Buffer; tuple: unknown[] }

/** The entries of a document in an index, by key text. Sets the index's flags when the document calls for it. */
export function entriesOf(index: Index, doc: Doc, idPart: Buffer): Map<string, IndexEntry> {
  const entries = new Map<string, IndexEntry>()
  if (index.partialMatcher && !index.partialMatcher.matches(doc)) return entries
  for (const tuple of indexKeysOf(doc, index.key)) {
    if (index.sparse && tuple.every((value) => value === undefined)) continue
    const part = encodeKey(tuple, index.directions)
    if (isLongPart(part)) index.cut = true
    const key = index.unique ? tableKey(index.table, part) : entryKey(index.table, part, idPart)
    entries.set(keyText(key), { key, tuple })
  }
  if (entries.size > 1) index.multikey = true
  return entries
}
