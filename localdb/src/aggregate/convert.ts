import { Decimal128, Double, Int32, ObjectId, type Binary } from 'bson'
import { truncatedNumber, wholeNumber } from '../bson/arithmetic.ts'
import { binaryParts } from '../bson/compare.ts'
import { buildDecimal } from '../bson/decimal.ts'
import { mongoError } from '../bson/errors.ts'
import { fitsInt, fitsLong, longOf, toDecimal, toNumber } from '../bson/number.ts'
import { isTrue } from '../bson/truth.ts'
import { isNumeric, T, typeName, typeNameOfCode, typeOf } from '../bson/types.ts'
import { parseIsoDate } from './dates/parse.ts'
import { coerceToDate, coerceToString } from './text.ts'

function unsupported(value: unknown, target: number): Error {
  return mongoError(
    'ConversionFailure',
    `Unsupported conversion from ${typeName(value)} to ${typeNameOfCode(target)} in $convert with no onError value`,
  )
}

function failed(text: string, target: number, why: string): Error {
  return mongoError(
    'ConversionFailure',
    `Failed to parse ${typeNameOfCode(target)} '${text}' in $convert with no onError value: ${why}`,
  )
}

function overflow(value: unknown): Error {
  return mongoError(
    'ConversionFailure',
    `Conversion would overflow target type in $convert with no onError value: ${String(value)}`,
  )
}

/** Converts a value that is not null to a BSON type. @throws MongoError ConversionFailure 241. */
export function convertValue(value: unknown, target: number): unknown {
  switch (target) {
    case T.int:
      return toInt(value)
    case T.long:
      return toLong(value)
    case T.double:
      return toDouble(value)
    case T.decimal:
      return toDecimal128(value)
    case T.string:
      return toText(value)
    case T.bool:
      return typeof value === 'string' ? true : isTrue(value)
    case T.date:
      return toDate(value)
    case T.objectId:
      return toObjectId(value)
    default:
      throw unsupported(value, target)
  }
}

function toInt(value: unknown): Int32 {
  const whole = toWhole(value, T.int)
  if (!fitsInt(whole)) throw overflow(value)
  return new Int32(Number(whole))
}

function toLong(value: unknown): unknown {
  if (typeOf(value) === T.date) return longOf(BigInt((value as Date).getTime()))
  return longOf(toWhole(value, T.long))
}

function toWhole(value: unknown, target: number): bigint {
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (typeof value === 'string') return parseWhole(value, target)
  if (!isNumeric(value)) throw unsupported(value, target)
  const whole = truncatedNumber(value)
  if (whole === undefined) throw overflow(value)
  return whole
}

function parseWhole(text: string, target: number): bigint {
  if (!/^[+-]?\d+$/.test(text)) throw failed(text, target, 'Did not consume whole string.')
  const whole = BigInt(text.replace(/^\+/, ''))
  if (!fitsLong(whole)) throw failed(text, target, 'Out of range')
  return whole
}

const realText = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^[+-]?inf(inity)?$|^nan$/i

function toDouble(value: unknown): Double {
  if (typeof value === 'boolean') return new Double(value ? 1 : 0)
  if (typeOf(value) === T.date) return new Double((value as Date).getTime())
  if (typeof value === 'string') {
    if (!realText.test(value)) throw failed(value, T.double, 'Did not consume whole string.')
    return new Double(realOf(value))
  }
  if (!isNumeric(value)) throw unsupported(value, T.double)
  const number = toNumber(value)
  if (typeOf(value) === T.decimal && !Number.isFinite(number) && toDecimal(value).kind === 'finite')
    throw overflow(value)
  return new Double(number)
}

function realOf(text: string): number {
  const lower = text.toLowerCase()
  if (lower === 'nan') return NaN
  return lower.includes('inf') ? (lower.startsWith('-') ? -Infinity : Infinity) : Number(text)
}

function toDecimal128(value: unknown): Decimal128 {
  if (typeof value === 'boolean') return buildDecimal(toDecimal(value ? 1 : 0))
  if (typeOf(value) === T.date) return buildDecimal(toDecimal((value as Date).getTime()))
  if (typeof value === 'string') {
    if (!realText.test(value)) throw failed(value, T.decimal, 'Did not consume whole string.')
    return Decimal128.fromStringWithRounding(value)
  }
  if (!isNumeric(value)) throw unsupported(value, T.decimal)
  return typeOf(value) === T.decimal ? (value as Decimal128) : buildDecimal(toDecimal(value))
}

function toText(value: unknown): string {
  if (typeof value === 'boolean') return String(value)
  const type = typeOf(value)
  if (type === T.objectId) return (value as ObjectId).toHexString()
  if (type === T.binData) return uuidText(value as Binary)
  if (type === T.string || type === T.date || isNumeric(value)) return coerceToString(value)
  throw unsupported(value, T.string)
}

function uuidText(value: Binary): string {
  const { bytes, subtype } = binaryParts(value)
  if (subtype !== 4 || bytes.length !== 16) throw unsupported(value, T.string)
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function toDate(value: unknown): Date {
  const type = typeOf(value)
  if (type === T.string) return new Date(parseIsoDate(value as string, undefined))
  if (type === T.date || type === T.objectId || type === T.timestamp) return new Date(coerceToDate(value))
  if (!isNumeric(value) || type === T.int) throw unsupported(value, T.date)
  const ms = wholeNumber(value) ?? truncatedNumber(value)
  const date = new Date(Number(ms ?? NaN))
  if (Number.isNaN(date.getTime())) throw overflow(value)
  return date
}

function toObjectId(value: unknown): ObjectId {
  if (typeOf(value) === T.objectId) return value as ObjectId
  if (typeof value !== 'string') throw unsupported(value, T.objectId)
  if (!/^[0-9a-f]{24}$/i.test(value))
    throw failed(value, T.objectId, 'Invalid string length for parsing to OID, expected 24 hex characters')
  return new ObjectId(value)
}
