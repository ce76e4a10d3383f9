import { MongoError, mongoError } from '../bson/errors.ts'
import { encode, type Doc } from '../bson/codec.ts'
import { encodeKey } from '../bson/key.ts'
import type { WriteSet } from '../txn/write-set.ts'
import type { Collection, Index } from './catalog.ts'
import { duplicateKey } from './duplicate-key.ts'
import { entriesOf, type IndexEntry } from './index-entries.ts'
import { isLongPart, tableKey } from './keys.ts'

const largestDocument = 16 * 1024 * 1024
const idIndex = { name: '_id_', key: { _id: 1 }, paths: ['_id'] }

export type RecordOptions = { bypassValidation?: boolean }

export function idPartOf(id: unknown): Buffer {
  return encodeKey([id], [1])
}

/**
 * Stores a new document, or nothing of it when it throws. `bytes` is its BSON with `_id` first.
 * @throws DuplicateKey 11000 and others
 */
export function insertRecord(
  writes: WriteSet,
  collection: Collection,
  doc: Doc,
  bytes: Buffer,
  options: RecordOptions,
): void {
  writes.touch(collection)
  checkDocument(collection, doc, bytes, options)
  const idPart = idPartOf(doc['_id'])
  const key = tableKey(collection.table, idPart)
  writes.claim(key)
  if (writes.view.get(key)) throw duplicateKey(collection, idIndex, [doc['_id']])
  const entries: IndexEntry[] = []
  noteFlags(writes, collection, () => {
    if (isLongPart(idPart)) collection.flags.idsCut = true
    for (const index of collection.indexes) {
      for (const entry of entriesOf(index, doc, idPart).values()) {
        checkUnique(writes, collection, index, entry, idPart)
        entries.push(entry)
      }
    }
  })
  for (const entry of entries) writes.put(entry.key, idPart)
  writes.put(key, bytes)
}

/** Replaces a document by its next state (same `_id`); only changed index entries are written. */
export function replaceRecord(
  writes: WriteSet,
  collection: Collection,
  before: Doc,
  after: Doc,
  options: RecordOptions,
): void {
  const bytes = encode(after)
  writes.touch(collection)
  checkDocument(collection, after, bytes, options)
  const idPart = idPartOf(before['_id'])
  const key = tableKey(collection.table, idPart)
  writes.claim(key)
  noteFlags(writes, collection, () => {
    for (const index of collection.indexes) {
      const old = entriesOf(index, before, idPart)
      const next = entriesOf(index, after, idPart)
      for (const [text, entry] of old) if (!next.has(text)) removeEntry(writes, index, entry)
      for (const [text, entry] of next) if (!old.has(text)) addEntry(writes, collection, index, entry, idPart)
    }
  })
  writes.put(key, bytes)
}

export function deleteRecord(writes: WriteSet, collection: Collection, doc: Doc): void {
  writes.touch(collection)
  const idPart = idPartOf(doc['_id'])
  const key = tableKey(collection.table, idPart)
  writes.claim(key)
  for (const index of collection.indexes) {
    for (const entry of entriesOf(index, doc, idPart).values()) removeEntry(writes, index, entry)
  }
  writes.remove(key)
}

/** Adds a document's entries to an index that is being built. @throws DuplicateKey 11000 */
export function addToIndex(writes: WriteSet, collection: Collection, index: Index, doc: Doc): void {
  const idPart = idPartOf(doc['_id'])
  for (const entry of entriesOf(index, doc, idPart).values())
    addEntry(writes, collection, index, entry, idPart)
}

function addEntry(
  writes: WriteSet,
  collection: Collection,
  index: Index,
  entry: IndexEntry,
  idPart: Buffer,
): void {
  checkUnique(writes, collection, index, entry, idPart)
  writes.put(entry.key, idPart)
}

function checkUnique(
  writes: WriteSet,
  collection: Collection,
  index: Index,
  entry: IndexEntry,
  idPart: Buffer,
): void {
  if (!index.unique) return
  writes.claim(entry.key)
  const owner = writes.view.get(entry.key)
  if (owner && !owner.equals(idPart)) throw duplicateKey(collection, index, entry.tuple)
}

function removeEntry(writes: WriteSet, index: Index, entry: IndexEntry): void {
  if (index.unique) writes.claim(entry.key)
  writes.remove(entry.key)
}

function noteFlags(writes: WriteSet, collection: Collection, change: () => void): void {
  const before = flagsOf(collection)
  change()
  if (flagsOf(collection) !== before) writes.saveFlags(collection)
}

function flagsOf(collection: Collection): number {
  let flags = collection.flags.idsCut ? 1 : 0
  for (const index of collection.indexes) flags += (index.multikey ? 1 : 0) + (index.cut ? 1 : 0)
  return flags
}

function checkDocument(collection: Collection, doc: Doc, bytes: Buffer, options: RecordOptions): void {
  if (bytes.length > largestDocument) {
    throw mongoError(
      'BSONObjectTooLarge',
      `object to insert too large. size in bytes: ${bytes.length}, max size: ${largestDocument}`,
    )
  }
  if (collection.validator && !options.bypassValidation && !collection.validator.matches(doc)) {
    throw new MongoError(121, 'DocumentValidationFailure', 'Document failed validation', {
      extra: {
        errInfo: { failingDocumentId: doc['_id'], details: { specifiedAs: collection.options['validator'] } },
      },
    })
  }
}
