import { Decimal128, Double, Int32, Long } from 'bson'
import { isNumber } from './values.ts'

/** An update that the server refuses with this code. */
export class Refused extends Error {
  readonly code: number

  constructor(code: number) {
    super(`refused with code ${code}`)
    this.code = code
  }
}

type Parts = { digits: bigint; power: number; negative: boolean }

/** Sum of two numbers in the server's result type; doubles and decimals are not mixed. */
export function sum(a: unknown, b: unknown): unknown {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    const [x, y] = [partsOf(a), partsOf(b)]
    const power = Math.min(x.power, y.power)
    return decimalOf(scaled(x, power) + scaled(y, power), power)
  }
  if (a instanceof Double || b instanceof Double) return new Double(floating(a) + floating(b))
  return whole(BigInt(String(a)) + BigInt(String(b)), a instanceof Long || b instanceof Long)
}

/** Product of two numbers in the server's result type; doubles and decimals are not mixed. */
export function product(a: unknown, b: unknown): unknown {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    const [x, y] = [partsOf(a), partsOf(b)]
    const digits = x.digits * y.digits
    const negativeZero = digits === 0n && x.negative !== y.negative
    return decimalOf(digits, x.power + y.power, negativeZero)
  }
  if (a instanceof Double || b instanceof Double) return new Double(floating(a) * floating(b))
  return whole(BigInt(String(a)) * BigInt(String(b)), a instanceof Long || b instanceof Long)
}

/** `$bit` on whole numbers. @throws Refused 2 */
export function bitwise(operation: 'and' | 'or' | 'xor', a: unknown, b: unknown): unknown {
  if (!isWhole(a)) throw new Refused(2)
  const [x, y] = [BigInt(String(a)), BigInt(String(b))]
  const result = operation === 'and' ? x & y : operation === 'or' ? x | y : x ^ y
  return whole(result, a instanceof Long || b instanceof Long)
}

/** What `$bit` starts from where there is nothing: a zero of its mask's type. */
export function zeroLike(value: unknown): unknown {
  return value instanceof Long ? Long.ZERO : new Int32(0)
}

function isWhole(value: unknown): boolean {
  return isNumber(value) && (value instanceof Int32 || value instanceof Long)
}

function floating(value: unknown): number {
  return value instanceof Double ? value.value : Number(String(value))
}

function whole(value: bigint, long: boolean): unknown {
  if (!long && BigInt.asIntN(32, value) === value) return new Int32(Number(value))
  if (BigInt.asIntN(64, value) === value) return Long.fromBigInt(value)
  throw new Refused(2)
}

function partsOf(value: unknown): Parts {
  const [digits = '0', power = '0'] = String(value).split('E')
  const [front = '0', back = ''] = digits.split('.')
  return {
    digits: BigInt(`${front}${back}`),
    power: Number(power) - back.length,
    negative: digits.startsWith('-'),
  }
}

function scaled(value: Parts, power: number): bigint {
  return value.digits * 10n ** BigInt(value.power - power)
}

function decimalOf(digits: bigint, power: number, negativeZero = false): Decimal128 {
  return Decimal128.fromString(`${negativeZero ? '-' : ''}${digits}E${power}`)
}
