import { Double, Int32, type Decimal128, type Long } from 'bson'
import {
  addDecimals,
  buildDecimal,
  divideDecimals,
  multiplyDecimals,
  negateDecimal,
  remainderDecimals,
} from './decimal.ts'
import { fitsInt, fitsLong, longOf, toBigInt, toDecimal, toNumber } from './number.ts'
import { T, typeOf } from './types.ts'

/** A number of one of the four BSON numeric types. */
export type Numeric = Int32 | Long | Double | Decimal128

const width: Record<number, number> = { [T.int]: 0, [T.long]: 1, [T.double]: 2, [T.decimal]: 3 }

/** The type of a result: the wider of int, long, double, decimal. */
export function widestType(a: unknown, b: unknown): number {
  const typeA = typeOf(a)
  const typeB = typeOf(b)
  return (width[typeA] as number) >= (width[typeB] as number) ? typeA : typeB
}

function integerResult(value: bigint, type: number): Numeric | undefined {
  if (type === T.int && fitsInt(value)) return new Int32(Number(value))
  return fitsLong(value) ? longOf(value) : undefined
}

/** Sum in the wider type; int overflows to long; `undefined` when a long overflows. */
export function addNumbers(a: unknown, b: unknown): Numeric | undefined {
  const type = widestType(a, b)
  if (type === T.decimal) return buildDecimal(addDecimals(toDecimal(a), toDecimal(b)))
  if (type === T.double) return new Double(toNumber(a) + toNumber(b))
  const sum = type === T.int ? toNumber(a) + toNumber(b) : undefined
  if (sum !== undefined && fitsInt(sum)) return new Int32(sum)
  return integerResult(toBigInt(a) + toBigInt(b), type)
}

/** Difference, as `addNumbers`. */
export function subtractNumbers(a: unknown, b: unknown): Numeric | undefined {
  const type = widestType(a, b)
  if (type === T.decimal) return buildDecimal(addDecimals(toDecimal(a), negateDecimal(toDecimal(b))))
  if (type === T.double) return new Double(toNumber(a) - toNumber(b))
  return integerResult(toBigInt(a) - toBigInt(b), type)
}

/** Product, as `addNumbers`. */
export function multiplyNumbers(a: unknown, b: unknown): Numeric | undefined {
  const type = widestType(a, b)
  if (type === T.decimal) return buildDecimal(multiplyDecimals(toDecimal(a), toDecimal(b)))
  if (type === T.double) return new Double(toNumber(a) * toNumber(b))
  return integerResult(toBigInt(a) * toBigInt(b), type)
}

/** Quotient as a double, or a decimal when either is one. The caller refuses a divisor of zero. */
export function divideNumbers(a: unknown, b: unknown): Numeric {
  if (widestType(a, b) === T.decimal) return buildDecimal(divideDecimals(toDecimal(a), toDecimal(b)))
  return new Double(toNumber(a) / toNumber(b))
}

/** Remainder with the dividend's sign, in the wider type. The caller refuses a divisor of zero. */
export function remainderNumbers(a: unknown, b: unknown): Numeric {
  const type = widestType(a, b)
  if (type === T.decimal) return buildDecimal(remainderDecimals(toDecimal(a), toDecimal(b)))
  if (type === T.double) return new Double(toNumber(a) % toNumber(b))
  return integerResult(toBigInt(a) % toBigInt(b), type) as Numeric
}

export function isZero(value: unknown): boolean {
  return typeOf(value) === T.decimal
    ? toDecimal(value).kind === 'finite' && toDecimal(value).coef === 0n
    : toNumber(value) === 0
}

/** The whole number in a numeric value when it has no fraction and fits 64 bits; else `undefined`. */
export function wholeNumber(value: unknown): bigint | undefined {
  const type = typeOf(value)
  if (type === T.int || type === T.long) return toBigInt(value)
  if (type === T.double) {
    const number = toNumber(value)
    return Number.isInteger(number) && number >= -9223372036854775808 && number < 9223372036854775808
      ? BigInt(number)
      : undefined
  }
  return type === T.decimal ? wholeDecimal(value) : undefined
}

function wholeDecimal(value: unknown): bigint | undefined {
  const dec = toDecimal(value)
  if (dec.kind !== 'finite' || dec.exp > 20) return undefined
  const scale = 10n ** BigInt(Math.min(Math.abs(dec.exp), 40))
  if (dec.exp < 0 && dec.coef % scale !== 0n) return undefined
  const magnitude = dec.exp < 0 ? dec.coef / scale : dec.coef * scale
  const whole = dec.neg ? -magnitude : magnitude
  return fitsLong(whole) ? whole : undefined
}

/** The whole number of a value cut towards zero; `undefined` for NaN, infinities and what does not fit 64 bits. */
export function truncatedNumber(value: unknown): bigint | undefined {
  const type = typeOf(value)
  if (type === T.double) return wholeNumber(Math.trunc(toNumber(value)))
  if (type !== T.decimal) return wholeNumber(value)
  const dec = toDecimal(value)
  if (dec.kind !== 'finite') return undefined
  const cut = dec.exp < 0 ? { ...dec, coef: dec.coef / 10n ** BigInt(-dec.exp), exp: 0 } : dec
  return wholeNumber(buildDecimal(cut))
}
