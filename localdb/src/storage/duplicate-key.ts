import { MongoError } from '../bson/errors.ts'
import { formatValue } from '../bson/format.ts'
import type { Doc } from '../bson/types.ts'
import type { Collection } from './catalog.ts'

/** The server's E11000, with the pattern and the value of the key. */
export function duplicateKey(
  collection: Collection,
  index: { name: string; key: Doc; paths: readonly string[] },
  tuple: readonly unknown[],
): MongoError {
  const keyValue: Doc = {}
  index.paths.forEach((path, position) => (keyValue[path] = tuple[position] ?? null))
  return new MongoError(
    11000,
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.ns} index: ${index.name} dup key: ${formatValue(keyValue)}`,
    { extra: { keyPattern: index.key, keyValue } },
  )
}
