import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  type Document,
} from 'bson'

/** The comparison model: every rule written down plainly, nothing shared with the engine. */

/** Ranks of BSON types in the server's comparison order; equal ranks are compared by value. */
export function rankOf(value: unknown): number {
  if (value instanceof MinKey) return 0
  if (value === undefined) return 1
  if (value === null) return 2
  if (isNumber(value)) return 3
  if (typeof value === 'string') return 4
  if (Array.isArray(value)) return 6
  if (value instanceof Binary) return 7
  if (value instanceof ObjectId) return 8
  if (typeof value === 'boolean') return 9
  if (value instanceof Date) return 10
  if (value instanceof Timestamp) return 11
  if (value instanceof BSONRegExp) return 12
  if (value instanceof MaxKey) return 14
  return 5
}

export function isNumber(value: unknown): value is Int32 | Double | Long | Decimal128 {
  if (value instanceof Timestamp) return false
  return (
    value instanceof Int32 ||
    value instanceof Double ||
    value instanceof Decimal128 ||
    (value instanceof Long && !value.unsigned)
  )
}

export function isObject(value: unknown): value is Document {
  return rankOf(value) === 5
}

/** -1, 0 or 1 in BSON comparison order. `undefined` stands for the key of an empty array in a sort. */
export function compare(a: unknown, b: unknown): number {
  const rank = rankOf(a)
  if (rank !== rankOf(b)) return Math.sign(rank - rankOf(b))
  switch (rank) {
    case 3:
      return compareNumbers(a, b)
    case 4:
      return Buffer.compare(Buffer.from(a as string), Buffer.from(b as string))
    case 5:
      return compareEntries(Object.entries(a as Document), Object.entries(b as Document))
    case 6:
      return compareEntries(indexed(a as unknown[]), indexed(b as unknown[]))
    case 7:
      return compareBinary(a as Binary, b as Binary)
    case 8:
      return Buffer.compare(Buffer.from((a as ObjectId).id), Buffer.from((b as ObjectId).id))
    case 9:
      return Number(a) - Number(b)
    case 10:
      return Math.sign((a as Date).getTime() - (b as Date).getTime())
    case 11:
      return compareBig(unsigned(a as Timestamp), unsigned(b as Timestamp))
    case 12:
      return compareTexts(regexParts(a as BSONRegExp), regexParts(b as BSONRegExp))
    default:
      return 0
  }
}

export function equal(a: unknown, b: unknown): boolean {
  return compare(a, b) === 0
}

function indexed(list: unknown[]): [string, unknown][] {
  return list.map((value) => ['', value])
}

/** Objects are compared field by field: type of the value, name, value; then the shorter one is less. */
function compareEntries(a: [string, unknown][], b: [string, unknown][]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const [nameA, valueA] = a[i] as [string, unknown]
    const [nameB, valueB] = b[i] as [string, unknown]
    const order =
      Math.sign(rankOf(valueA) - rankOf(valueB)) ||
      Buffer.compare(Buffer.from(nameA), Buffer.from(nameB)) ||
      compare(valueA, valueB)
    if (order !== 0) return order
  }
  return Math.sign(a.length - b.length)
}

function compareBinary(a: Binary, b: Binary): number {
  return (
    Math.sign(a.length() - b.length()) ||
    Math.sign(a.sub_type - b.sub_type) ||
    Buffer.compare(Buffer.from(a.value()), Buffer.from(b.value()))
  )
}

function unsigned(value: Timestamp): bigint {
  return BigInt.asUintN(64, BigInt(value.toString()))
}

function regexParts(value: BSONRegExp): string[] {
  return [value.pattern, value.options]
}

function compareTexts(a: string[], b: string[]): number {
  for (const [i, text] of a.entries()) {
    const order = Buffer.compare(Buffer.from(text), Buffer.from(b[i] as string))
    if (order !== 0) return order
  }
  return 0
}

/** A number as a fraction of whole numbers, or what it is instead. */
export type Exact = { top: bigint; bottom: bigint } | 'NaN' | 'Infinity' | '-Infinity'

export function exact(value: unknown): Exact {
  if (value instanceof Int32) return { top: BigInt(value.value), bottom: 1n }
  if (value instanceof Long) return { top: BigInt(value.toString()), bottom: 1n }
  if (value instanceof Double) return exactDouble(value.value)
  return exactDecimal((value as Decimal128).toString())
}

export function isNaNValue(value: unknown): boolean {
  return isNumber(value) && exact(value) === 'NaN'
}

function exactDouble(value: number): Exact {
  if (Number.isNaN(value)) return 'NaN'
  if (value === Infinity) return 'Infinity'
  if (value === -Infinity) return '-Infinity'
  let power = 0n
  let whole = value
  while (!Number.isInteger(whole)) {
    whole *= 2
    power += 1n
  }
  return { top: BigInt(whole), bottom: 2n ** power }
}

function exactDecimal(text: string): Exact {
  if (text === 'NaN' || text === 'Infinity' || text === '-Infinity') return text
  const [digits = '0', power = '0'] = text.split('E')
  const [whole = '0', part = ''] = digits.split('.')
  const top = BigInt(`${whole}${part}`)
  const exponent = BigInt(power) - BigInt(part.length)
  return exponent >= 0n ? { top: top * 10n ** exponent, bottom: 1n } : { top, bottom: 10n ** -exponent }
}

function compareNumbers(a: unknown, b: unknown): number {
  const left = exact(a)
  const right = exact(b)
  const level = { NaN: 0, '-Infinity': 1, Infinity: 3 }
  const leftLevel = typeof left === 'string' ? level[left] : 2
  const rightLevel = typeof right === 'string' ? level[right] : 2
  if (leftLevel !== rightLevel) return Math.sign(leftLevel - rightLevel)
  if (typeof left === 'string' || typeof right === 'string') return 0
  return compareBig(left.top * right.bottom, right.top * left.bottom)
}

function compareBig(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
