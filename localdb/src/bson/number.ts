import { Decimal128, Double, Int32, Long } from 'bson'
import {
  compareDecimals,
  decimalFromBigInt,
  decimalFromDouble,
  exactDouble,
  parseDecimal,
  type Dec,
} from './decimal.ts'
import { T, typeOf } from './types.ts'

export const maxLong = 9223372036854775807n
export const minLong = -9223372036854775808n

/** The number in a value of any numeric BSON type, rounded to a double. Only for numeric values. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value
  if (value instanceof Int32 || value instanceof Double) return value.value
  if (value instanceof Long) return value.high * 4294967296 + (value.low >>> 0)
  return Number(String(value))
}

/** The exact integer of an int or long. */
export function toBigInt(value: unknown): bigint {
  if (value instanceof Long) return (BigInt(value.high) << 32n) | BigInt(value.low >>> 0)
  if (typeof value === 'bigint') return value
  return BigInt(toNumber(value))
}

export function longOf(value: bigint): Long {
  return new Long(Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n)))
}

export function fitsLong(value: bigint): boolean {
  return value >= minLong && value <= maxLong
}

export function fitsInt(value: number | bigint): boolean {
  return value >= -2147483648 && value <= 2147483647
}

/** An int when it fits 32 bits, else a long. */
export function integerOf(value: bigint): Int32 | Long {
  return fitsInt(value) ? new Int32(Number(value)) : longOf(value)
}

export function isNaNValue(value: unknown): boolean {
  const type = typeOf(value)
  if (type === T.double) return Number.isNaN(toNumber(value))
  return type === T.decimal && parseDecimal(value as Decimal128).kind === 'nan'
}

/** Any numeric value as a decimal for arithmetic (doubles rounded to 15 digits, as the server). */
export function toDecimal(value: unknown): Dec {
  const type = typeOf(value)
  if (type === T.decimal) return parseDecimal(value as Decimal128)
  return type === T.double ? decimalFromDouble(toNumber(value)) : decimalFromBigInt(toBigInt(value))
}

function exactDecimal(value: unknown, type: number): Dec {
  if (type === T.decimal) return parseDecimal(value as Decimal128)
  if (type !== T.double) return decimalFromBigInt(toBigInt(value))
  const number = toNumber(value)
  return Number.isFinite(number) ? exactDouble(number) : decimalFromDouble(number)
}

/** Compares two numbers of any types by their exact values; NaN is lowest and equals itself. */
export function compareNumbers(a: unknown, b: unknown, typeA: number, typeB: number): number {
  if (typeA !== T.decimal && typeB !== T.decimal) {
    if (typeA !== T.long && typeB !== T.long) return compareDoubles(toNumber(a), toNumber(b))
    if (typeA !== T.double && typeB !== T.double) return order(toBigInt(a), toBigInt(b))
    return typeA === T.double ? 0 - compareLongToDouble(b, toNumber(a)) : compareLongToDouble(a, toNumber(b))
  }
  const approxA = toNumber(a)
  const approxB = toNumber(b)
  const gap = Math.abs(approxA - approxB)
  if (gap > Math.max(Math.abs(approxA), Math.abs(approxB)) * 1e-12 && gap > 1e-290 && gap < Infinity) {
    return approxA < approxB ? -1 : 1
  }
  return compareDecimals(exactDecimal(a, typeA), exactDecimal(b, typeB))
}

function order<V extends number | bigint>(a: V, b: V): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function compareDoubles(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  if (a === b) return 0
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1
}

function compareLongToDouble(long: unknown, double: number): number {
  if (Number.isNaN(double)) return 1
  if (double >= 9223372036854775808) return -1
  if (double < -9223372036854775808) return 1
  const whole = Math.trunc(double)
  return order(toBigInt(long), BigInt(whole)) || order(whole, double)
}
