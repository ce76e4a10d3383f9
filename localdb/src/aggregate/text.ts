import type { Long, ObjectId } from 'bson'
import { textOf } from '../bson/compare.ts'
import { locationError } from '../bson/errors.ts'
import { T, typeName, typeOf } from '../bson/types.ts'

/** A double as the server prints it in conversions. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  return Object.is(value, -0) ? '-0' : String(value).replace(/e([+-])(\d)$/, 'e$10$2')
}

/** A value as the string functions read it: numbers and dates become text, null and missing an empty string. @throws MongoError 16007. */
export function coerceToString(value: unknown): string {
  switch (typeOf(value)) {
    case T.string:
    case T.symbol:
      return textOf(value)
    case T.int:
    case T.long:
    case T.decimal:
      return String(value)
    case T.double:
      return doubleText(Number(value))
    case T.date:
      return (value as Date).toISOString()
    case T.timestamp: {
      const { low, high } = value as Long
      return `Timestamp(${high >>> 0}, ${low >>> 0})`
    }
    case T.null:
    case T.missing:
    case T.undefined:
      return ''
    default:
      throw locationError(16007, `can't convert from BSON type ${typeName(value)} to String`)
  }
}

/** Milliseconds of a value that counts as a date: date, timestamp, ObjectId. @throws MongoError 16006. */
export function coerceToDate(value: unknown): number {
  const type = typeOf(value)
  if (type === T.date) return (value as Date).getTime()
  if (type === T.timestamp) return ((value as Long).high >>> 0) * 1000
  if (type === T.objectId) return (value as ObjectId).getTimestamp().getTime()
  throw locationError(16006, `can't convert from BSON type ${typeName(value)} to Date`)
}
