import { MongoError, mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import { compileCollation } from '../query/collation.ts'
import { asFlag, asNumber, isDocument, isNumeric } from '../values.ts'

/** @throws TypeMismatch 14 */
export function documentField(body: Doc, field: string): Doc | undefined {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  if (!isDocument(value)) throw wrongType(field, 'object')
  return value
}

/** @throws TypeMismatch 14 */
export function documentsField(body: Doc, field: string): Doc[] | undefined {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value) || !value.every(isDocument)) throw wrongType(field, 'array of objects')
  return value
}

/** @throws TypeMismatch 14, BadValue 2 when negative */
export function countField(body: Doc, field: string): number | undefined {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  if (!isNumeric(value)) throw wrongType(field, 'number')
  const number = asNumber(value)
  if (number < 0)
    throw mongoError('BadValue', `BSON field '${field}' value must be >= 0, actual value '${number}'`)
  return Math.trunc(number)
}

/** @throws TypeMismatch 14 */
export function stringField(body: Doc, field: string): string | undefined {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw wrongType(field, 'string')
  return value
}

/**
 * The collation of a statement; undefined for none and for the simple one.
 * @throws FailedToParse 9, BadValue 2, NotImplemented 238 for settings that localdb does not have
 */
export function collationField(body: Doc): Doc | undefined {
  const collation = documentField(body, 'collation')
  compileCollation(collation)
  return collation && Object.keys(collation).length > 0 && collation['locale'] !== 'simple'
    ? collation
    : undefined
}

/** Collections and indexes have the simple collation only. @throws NotImplemented 238 */
export function checkCollation(body: Doc): void {
  const collation = documentField(body, 'collation')
  if (collation && collation['locale'] !== 'simple') {
    throw mongoError(
      'NotImplemented',
      `localdb does not support the collation '${String(collation['locale'])}'`,
    )
  }
}

/** Refuses options by name when they are switched on. @throws NotImplemented 238 */
export function refuse(body: Doc, fields: readonly string[], command: string): void {
  for (const field of fields) {
    const value = body[field]
    if (value === undefined || value === null || (typeof value === 'boolean' && !value)) continue
    if (isNumeric(value) && !asFlag(value)) continue
    throw mongoError('NotImplemented', `localdb does not support the option '${field}' of ${command}`)
  }
}

function wrongType(field: string, expected: string): Error {
  return mongoError('TypeMismatch', `BSON field '${field}' is the wrong type, expected type '${expected}'`)
}

/** The server's answer to a field it does not know. */
export function unknownField(path: string): MongoError {
  return new MongoError(40415, 'Location40415', `BSON field '${path}' is an unknown field.`)
}
