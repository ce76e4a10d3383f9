import { Decimal128 } from 'bson'

/** A decimal128 taken apart: (neg ? -1 : 1) × coef × 10^exp, or NaN, or an infinity. */
export type Dec = { kind: 'finite' | 'inf' | 'nan'; neg: boolean; coef: bigint; exp: number }

const precision = 34
const maxCoef = 10n ** 34n - 1n
const minExp = -6176
const maxExp = 6111
const low64 = (1n << 64n) - 1n

const nan: Dec = { kind: 'nan', neg: false, coef: 0n, exp: 0 }

/** Takes a Decimal128 apart (IEEE 754-2008 decimal128, binary integer encoding). */
export function parseDecimal(value: Decimal128): Dec {
  const view = new DataView(value.bytes.buffer, value.bytes.byteOffset, 16)
  const low = view.getBigUint64(0, true)
  const high = view.getBigUint64(8, true)
  const neg = high >> 63n === 1n
  const combination = Number((high >> 58n) & 31n)
  if (combination === 31) return nan
  if (combination === 30) return { kind: 'inf', neg, coef: 0n, exp: 0 }
  if (combination >> 3 === 3)
    return { kind: 'finite', neg, coef: 0n, exp: Number((high >> 47n) & 0x3fffn) + minExp }
  const coef = ((high & 0x1ffffffffffffn) << 64n) | low
  return {
    kind: 'finite',
    neg,
    coef: coef > maxCoef ? 0n : coef,
    exp: Number((high >> 49n) & 0x3fffn) + minExp,
  }
}

/** Builds a Decimal128, rounding half to even at 34 digits, overflowing to infinity. */
export function buildDecimal(dec: Dec): Decimal128 {
  const bytes = Buffer.alloc(16)
  const sign = dec.neg ? 1n << 63n : 0n
  const fitted = dec.kind === 'finite' ? fit(dec) : dec
  if (fitted.kind === 'finite') {
    bytes.writeBigUInt64LE(fitted.coef & low64, 0)
    bytes.writeBigUInt64LE(sign | (BigInt(fitted.exp - minExp) << 49n) | (fitted.coef >> 64n), 8)
  } else {
    bytes.writeBigUInt64LE(fitted.kind === 'nan' ? 31n << 58n : sign | (30n << 58n), 8)
  }
  return new Decimal128(bytes)
}

function fit(dec: Dec): Dec {
  let { coef, exp } = dec
  const excess = Math.max(digitCount(coef) - precision, minExp - exp, 0)
  if (excess > 0) {
    coef = divideHalfEven(coef, 10n ** BigInt(Math.min(excess, 6300)))
    exp += excess
    if (coef > maxCoef) {
      coef /= 10n
      exp++
    }
  }
  while (exp > maxExp && coef !== 0n && coef * 10n <= maxCoef) {
    coef *= 10n
    exp--
  }
  if (coef === 0n) return { ...dec, coef, exp: Math.min(Math.max(exp, minExp), maxExp) }
  return exp > maxExp ? { ...dec, kind: 'inf' } : { ...dec, coef, exp }
}

function digitCount(coef: bigint): number {
  return coef === 0n ? 1 : coef.toString().length
}

/** Integer quotient rounded half to even; both arguments are not negative. */
export function divideHalfEven(value: bigint, by: bigint): bigint {
  const quotient = value / by
  const twice = (value % by) * 2n
  return twice > by || (twice === by && quotient % 2n === 1n) ? quotient + 1n : quotient
}

export function decimalFromBigInt(value: bigint): Dec {
  return { kind: 'finite', neg: value < 0n, coef: value < 0n ? -value : value, exp: 0 }
}

/** A double as the server widens it for arithmetic: rounded to 15 significant digits. */
export function decimalFromDouble(value: number): Dec {
  if (Number.isNaN(value)) return nan
  const neg = value < 0 || Object.is(value, -0)
  if (!Number.isFinite(value)) return { kind: 'inf', neg, coef: 0n, exp: 0 }
  if (value === 0) return { kind: 'finite', neg, coef: 0n, exp: 0 }
  return decimalFromText(value.toExponential(14))
}

/** Parses "-12.50E+3", also NaN and Infinity. The text must be a valid number. */
export function decimalFromText(text: string): Dec {
  return parseDecimal(Decimal128.fromStringWithRounding(text))
}

/** The exact decimal value of a finite double. */
export function exactDouble(value: number): Dec {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n)
  const power = Math.max(biased, 1) - 1075
  const coef = power >= 0 ? mantissa << BigInt(power) : mantissa * 5n ** BigInt(-power)
  return { kind: 'finite', neg: bits >> 63n === 1n, coef, exp: Math.min(power, 0) }
}

/** Compares by value; NaN is lowest and equals itself, -0 equals 0. */
export function compareDecimals(a: Dec, b: Dec): number {
  if (a.kind === 'nan' || b.kind === 'nan') return a.kind === b.kind ? 0 : a.kind === 'nan' ? -1 : 1
  const signA = signOf(a)
  const signB = signOf(b)
  if (signA !== signB) return signA < signB ? -1 : 1
  if (signA === 0) return 0
  return signA * compareMagnitudes(a, b) || 0
}

function signOf(dec: Dec): number {
  return dec.kind === 'finite' && dec.coef === 0n ? 0 : dec.neg ? -1 : 1
}

function compareMagnitudes(a: Dec, b: Dec): number {
  if (a.kind !== b.kind) return a.kind === 'inf' ? 1 : -1
  if (a.kind === 'inf') return 0
  const leadA = digitCount(a.coef) + a.exp
  const leadB = digitCount(b.coef) + b.exp
  if (leadA !== leadB) return leadA < leadB ? -1 : 1
  const exp = Math.min(a.exp, b.exp)
  const coefA = a.coef * 10n ** BigInt(a.exp - exp)
  const coefB = b.coef * 10n ** BigInt(b.exp - exp)
  return coefA < coefB ? -1 : coefA > coefB ? 1 : 0
}

export function addDecimals(a: Dec, b: Dec): Dec {
  if (a.kind === 'nan' || b.kind === 'nan') return nan
  if (a.kind === 'inf') return b.kind === 'inf' && a.neg !== b.neg ? nan : a
  if (b.kind === 'inf') return b
  const [high, low] = a.exp >= b.exp ? [a, b] : [b, a]
  if (high.exp - low.exp > 6300) return high.coef === 0n ? low : high
  const sum = signed(high) * 10n ** BigInt(high.exp - low.exp) + signed(low)
  const neg = sum === 0n ? a.neg && b.neg : sum < 0n
  return { kind: 'finite', neg, coef: sum < 0n ? -sum : sum, exp: low.exp }
}

function signed(dec: Dec): bigint {
  return dec.neg ? -dec.coef : dec.coef
}

export function negateDecimal(dec: Dec): Dec {
  return dec.kind === 'nan' ? dec : { ...dec, neg: !dec.neg }
}

export function multiplyDecimals(a: Dec, b: Dec): Dec {
  if (a.kind === 'nan' || b.kind === 'nan') return nan
  const neg = a.neg !== b.neg
  if (a.kind === 'inf' || b.kind === 'inf') {
    return signOf(a) === 0 || signOf(b) === 0 ? nan : { kind: 'inf', neg, coef: 0n, exp: 0 }
  }
  return { kind: 'finite', neg, coef: a.coef * b.coef, exp: a.exp + b.exp }
}

/** Quotient to 34 digits, its exponent as close to the ideal one as exactness allows. Division by zero gives an infinity or NaN. */
export function divideDecimals(a: Dec, b: Dec): Dec {
  if (a.kind === 'nan' || b.kind === 'nan' || (a.kind === 'inf' && b.kind === 'inf')) return nan
  const neg = a.neg !== b.neg
  if (a.kind === 'inf') return { kind: 'inf', neg, coef: 0n, exp: 0 }
  if (b.kind === 'inf') return { kind: 'finite', neg, coef: 0n, exp: minExp }
  if (b.coef === 0n) return a.coef === 0n ? nan : { kind: 'inf', neg, coef: 0n, exp: 0 }
  const ideal = a.exp - b.exp
  const shift = Math.max(0, precision + 2 + digitCount(b.coef) - digitCount(a.coef))
  const scaled = a.coef * 10n ** BigInt(shift)
  let coef = scaled / b.coef
  let exp = ideal - shift
  if (scaled % b.coef !== 0n) {
    coef = coef * 10n + 1n
    exp--
  }
  while (exp < ideal && coef !== 0n && coef % 10n === 0n) {
    coef /= 10n
    exp++
  }
  return { kind: 'finite', neg, coef, exp: coef === 0n ? ideal : exp }
}

/** Remainder with the dividend's sign. */
export function remainderDecimals(a: Dec, b: Dec): Dec {
  if (a.kind !== 'finite' || b.kind === 'nan' || (b.kind === 'finite' && b.coef === 0n)) return nan
  if (b.kind === 'inf') return a
  const exp = Math.min(a.exp, b.exp)
  const coef = (a.coef * 10n ** BigInt(a.exp - exp)) % (b.coef * 10n ** BigInt(b.exp - exp))
  return { kind: 'finite', neg: a.neg, coef, exp }
}

/** Rounds to a power of ten: `place` 2 keeps two decimals. Modes as `$round`, `$trunc`, `$floor`, `$ceil`. */
export function roundDecimal(dec: Dec, place: number, mode: 'halfEven' | 'trunc' | 'floor' | 'ceil'): Dec {
  if (dec.kind !== 'finite' || dec.exp >= -place) return dec
  const unit = 10n ** BigInt(Math.min(-place - dec.exp, 6300))
  const exact = dec.coef % unit === 0n
  let coef = mode === 'halfEven' ? divideHalfEven(dec.coef, unit) : dec.coef / unit
  if (!exact && ((mode === 'floor' && dec.neg) || (mode === 'ceil' && !dec.neg))) coef += 1n
  return { ...dec, coef, exp: -place }
}

/** Square root to 34 digits of a number that is not negative. */
export function sqrtDecimal(dec: Dec): Dec {
  if (dec.kind !== 'finite' || dec.coef === 0n) return dec
  let shift = Math.max(0, 2 * (precision + 2) - digitCount(dec.coef))
  if ((dec.exp - shift) % 2 !== 0) shift++
  const scaled = dec.coef * 10n ** BigInt(shift)
  let coef = integerRoot(scaled)
  let exp = (dec.exp - shift) / 2
  if (coef * coef !== scaled) return { kind: 'finite', neg: false, coef: coef * 10n + 1n, exp: exp - 1 }
  while (coef % 10n === 0n && exp < dec.exp / 2) {
    coef /= 10n
    exp++
  }
  return { kind: 'finite', neg: false, coef, exp }
}

function integerRoot(value: bigint): bigint {
  let root = 10n ** BigInt(Math.ceil(value.toString().length / 2))
  for (;;) {
    const next = (root + value / root) / 2n
    if (next >= root) return root
    root = next
  }
}
