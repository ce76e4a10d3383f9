import type { Binary, BSONRegExp, Code, Decimal128, Long, ObjectId } from 'bson'
import { binaryParts, canonicalType, presentKeys, regexParts, textOf } from './compare.ts'
import { compareDecimals, decimalFromBigInt, exactDouble, parseDecimal, type Dec } from './decimal.ts'
import { toBigInt, toNumber } from './number.ts'
import { T, typeOf, type Doc } from './types.ts'

const end = 0
const keptSize = 1 << 20
let scratch = Buffer.allocUnsafeSlow(1 << 12)
let at = 0

/**
 * Order-preserving key of a tuple: memcmp order of two keys (of the same directions) is the order of their values by
 * `compareValues`, and equal values of different numeric types give the same bytes. `undefined` (missing) is null.
 * Each component is self-delimiting, so the key of a prefix of the tuple is a prefix of the key.
 */
export function encodeKey(values: readonly unknown[], directions: readonly (1 | -1)[]): Buffer {
  at = 0
  for (let i = 0; i < values.length; i++) {
    const start = at
    writeTyped(values[i])
    if (directions[i] === -1) invert(start)
  }
  const key = Buffer.from(scratch.subarray(0, at))
  if (scratch.length > keptSize) scratch = Buffer.allocUnsafeSlow(1 << 12)
  return key
}

function invert(start: number): void {
  for (let i = start; i < at; i++) scratch[i] = ~(scratch[i] as number)
}

function ensure(size: number): void {
  if (at + size <= scratch.length) return
  const bigger = Buffer.allocUnsafeSlow(Math.max(scratch.length * 2, at + size))
  scratch.copy(bigger, 0, 0, at)
  scratch = bigger
}

function writeByte(byte: number): void {
  ensure(1)
  scratch[at++] = byte
}

function writeBytes(bytes: Uint8Array): void {
  ensure(bytes.length)
  scratch.set(bytes, at)
  at += bytes.length
}

function writeUint32(value: number): void {
  ensure(4)
  at = scratch.writeUInt32BE(value >>> 0, at)
}

function writeTyped(value: unknown): void {
  const type = typeOf(value)
  writeByte(canonicalType(type))
  writePayload(type, value)
}

function writePayload(type: number, value: unknown): void {
  switch (type) {
    case T.int:
    case T.double:
      return writeDoubleKey(toNumber(value))
    case T.long:
      return writeLongKey(value)
    case T.decimal:
      return writeDecimalKey(parseDecimal(value as Decimal128), toNumber(value))
    case T.string:
    case T.symbol:
      return writeText(textOf(value))
    case T.object:
      return writeDoc(value as Doc)
    case T.array:
      for (const item of value as unknown[]) writeTyped(item)
      return writeByte(end)
    case T.binData:
      return writeBinary(value as Binary | Uint8Array)
    case T.objectId:
      return writeBytes((value as ObjectId).id)
    case T.bool:
      return writeByte(value ? 1 : 0)
    case T.date:
      return writeDoubleKey((value as Date).getTime())
    case T.timestamp:
      writeUint32((value as Long).high)
      return writeUint32((value as Long).low)
    case T.regex: {
      const { pattern, options } = regexParts(value as BSONRegExp | RegExp)
      writeText(pattern)
      return writeText(options)
    }
    case T.javascript:
      return writeText((value as Code).code)
    case T.javascriptWithScope:
      writeText((value as Code).code)
      return writeDoc((value as Code).scope as Doc)
    default:
      return
  }
}

/** UTF-8 with zero bytes escaped as 00 FF, ended by 00 00: a string sorts before its extensions. */
function writeText(text: string): void {
  ensure(text.length * 6 + 2)
  if (text.includes('\0')) {
    for (const byte of Buffer.from(text, 'utf8')) {
      scratch[at++] = byte
      if (byte === 0) scratch[at++] = 0xff
    }
  } else {
    at += scratch.write(text, at, 'utf8')
  }
  scratch[at++] = 0
  scratch[at++] = 0
}

function writeDoc(doc: Doc): void {
  for (const key of presentKeys(doc)) {
    const type = typeOf(doc[key])
    writeByte(canonicalType(type))
    writeText(key)
    writePayload(type, doc[key])
  }
  writeByte(end)
}

function writeBinary(value: Binary | Uint8Array): void {
  const { bytes, subtype } = binaryParts(value)
  writeUint32(bytes.length)
  writeByte(subtype)
  writeBytes(bytes)
}

/*
 * Numbers: a sign class, the magnitude cut to a double (8 bytes), then a flag: 0 when the double is the exact value,
 * else 1 and the exact decimal digits. Only longs and decimals that no double can hold need the digits. Everything
 * after the sign class is inverted for negative numbers.
 */
const signClass = { nan: 1, negative: 2, positive: 3 } as const

function writeMagnitude(negative: boolean, double: number, exact: Dec | undefined): void {
  writeByte(negative ? signClass.negative : signClass.positive)
  const start = at
  ensure(8)
  at = scratch.writeDoubleBE(double, at)
  writeByte(exact ? 1 : 0)
  if (exact) writeDigits(exact)
  if (negative) invert(start)
}

function writeDoubleKey(value: number): void {
  if (Number.isNaN(value)) return writeByte(signClass.nan)
  writeMagnitude(value < 0, Math.abs(value), undefined)
}

function writeLongKey(value: unknown): void {
  const approx = toNumber(value)
  if (Number.isSafeInteger(approx)) return writeDoubleKey(approx)
  writeExact(decimalFromBigInt(toBigInt(value)), Math.abs(approx))
}

function writeDecimalKey(dec: Dec, approx: number): void {
  if (dec.kind !== 'finite') return writeDoubleKey(approx)
  if (dec.coef === 0n) return writeDoubleKey(0)
  writeExact(dec, Math.abs(approx))
}

function writeExact(dec: Dec, nearest: number): void {
  const magnitude: Dec = { ...dec, neg: false }
  const finite = nearest === Infinity ? Number.MAX_VALUE : nearest
  const side = compareDecimals(exactDouble(finite), magnitude)
  const cut = side > 0 ? previousDouble(finite) : finite
  writeMagnitude(dec.neg, cut, side === 0 ? undefined : magnitude)
}

function previousDouble(value: number): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  view.setBigUint64(0, view.getBigUint64(0) - 1n)
  return view.getFloat64(0)
}

/** Decimal point position (biased, 2 bytes), then digits two by two, ended by a zero byte. */
function writeDigits(dec: Dec): void {
  const digits = dec.coef.toString()
  const position = digits.length + dec.exp + 0x4000
  writeByte(position >> 8)
  writeByte(position & 0xff)
  const significant = digits.replace(/0+$/, '')
  for (let i = 0; i < significant.length; i += 2) {
    writeByte(Number(significant.slice(i, i + 2).padEnd(2, '0')) + 1)
  }
  writeByte(end)
}
