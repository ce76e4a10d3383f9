import { mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import { compileFilter } from '../query/match.ts'
import type { Index, IndexSpec } from '../storage/catalog.ts'
import { asFlag, asNumber, isNumeric } from '../values.ts'
import { checkCollation, countField, documentField, stringField } from './arguments.ts'

const knownFields = new Set([
  'v',
  'key',
  'name',
  'ns',
  'unique',
  'sparse',
  'hidden',
  'background',
  'partialFilterExpression',
  'expireAfterSeconds',
  'collation',
])

/** Reads an index specification. @throws NotImplemented 238 for kinds and options that localdb does not have */
export function parseIndex(spec: Doc): IndexSpec {
  for (const field of Object.keys(spec)) {
    if (!knownFields.has(field)) {
      throw mongoError('NotImplemented', `localdb does not support the index option '${field}'`)
    }
  }
  checkCollation(spec)
  const key = documentField(spec, 'key')
  if (!key || Object.keys(key).length === 0) throw mongoError('FailedToParse', 'Index keys cannot be empty.')
  for (const [path, value] of Object.entries(key)) checkKeyPart(path, value)
  const partial = documentField(spec, 'partialFilterExpression')
  if (partial) compileFilter(partial)
  const sparse = asFlag(spec['sparse'])
  if (partial && sparse) {
    throw mongoError('CannotCreateIndex', "cannot mix 'partialFilterExpression' and 'sparse' options")
  }
  const expireAfterSeconds = countField(spec, 'expireAfterSeconds')
  if (expireAfterSeconds !== undefined && Object.keys(key).length > 1) {
    throw mongoError(
      'CannotCreateIndex',
      'TTL indexes are single-field indexes, compound indexes do not support TTL.',
    )
  }
  const name = stringField(spec, 'name')
  if (!name)
    throw mongoError('FailedToParse', "The 'name' field is a required property of an index specification")
  return {
    name,
    key,
    unique: asFlag(spec['unique']),
    sparse,
    hidden: asFlag(spec['hidden']),
    partial,
    expireAfterSeconds,
  }
}

function checkKeyPart(path: string, value: unknown): void {
  if (typeof value === 'string') {
    throw mongoError('NotImplemented', `localdb does not support the index type '${value}'`)
  }
  if (path === '' || path.startsWith('$') || path.split('.').includes('')) {
    throw mongoError(
      'CannotCreateIndex',
      `Index keys cannot contain an empty field or one that starts with '$': '${path}'`,
    )
  }
  if (path.split('.').includes('$**')) {
    throw mongoError('NotImplemented', 'localdb does not support wildcard indexes')
  }
  const number = asNumber(value)
  if (!isNumeric(value) || number === 0 || Number.isNaN(number)) {
    throw mongoError(
      'CannotCreateIndex',
      `Values in the index key pattern cannot be 0 or other than a number: '${path}'`,
    )
  }
}

/** An index as `listIndexes` shows it. */
export function describeIndex(index: Index): Doc {
  return {
    v: 2,
    key: index.key,
    name: index.name,
    ...(index.unique && { unique: true }),
    ...(index.sparse && { sparse: true }),
    ...(index.hidden && { hidden: true }),
    ...(index.partial && { partialFilterExpression: index.partial }),
    ...(index.expireAfterSeconds !== undefined && { expireAfterSeconds: index.expireAfterSeconds }),
  }
}

export function idIndexOf(): Doc {
  return { v: 2, key: { _id: 1 }, name: '_id_' }
}
