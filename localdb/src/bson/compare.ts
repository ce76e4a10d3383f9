import type { Binary, BSONRegExp, BSONSymbol, Code, Double, Int32, Long, ObjectId } from 'bson'
import { compareDoubles, compareNumbers } from './number.ts'
import { T, typeOf, type Doc } from './types.ts'

/** Compares two strings; a collation replaces the plain order by code points. */
export type CompareStrings = (a: string, b: string) => number

/** A total order of BSON values. */
export type Compare = (a: unknown, b: unknown) => number

const canonical: Record<number, number> = {
  [T.minKey]: 1,
  [T.undefined]: 2,
  [T.missing]: 5,
  [T.null]: 5,
  [T.int]: 10,
  [T.long]: 10,
  [T.double]: 10,
  [T.decimal]: 10,
  [T.string]: 15,
  [T.symbol]: 15,
  [T.object]: 20,
  [T.array]: 25,
  [T.binData]: 30,
  [T.objectId]: 35,
  [T.bool]: 40,
  [T.date]: 45,
  [T.timestamp]: 47,
  [T.regex]: 50,
  [T.javascript]: 60,
  [T.javascriptWithScope]: 65,
  [T.maxKey]: 127,
}

/** Rank of a type in the BSON comparison order; numbers share one, string and symbol share one. */
export function canonicalType(type: number): number {
  return canonical[type] as number
}

/**
 * BSON comparison order over all types: negative, 0 or positive. JavaScript's `undefined` (missing) compares as null,
 * the BSON type "undefined" below null. Numbers compare by exact value over their types.
 */
export function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b)
  return compareTyped(a, b, compareCodePoints)
}

/** The order of values under another order of strings. */
export function compareWith(compareStrings: CompareStrings): Compare {
  return (a, b) => compareTyped(a, b, compareStrings)
}

/** True when `compareValues` is 0. */
export function equalValues(a: unknown, b: unknown): boolean {
  return compareValues(a, b) === 0
}

function compareTyped(a: unknown, b: unknown, strings: CompareStrings): number {
  const typeA = typeOf(a)
  const typeB = typeOf(b)
  const rank = canonicalType(typeA) - canonicalType(typeB)
  return rank !== 0 ? rank : compareSameRank(a, b, typeA, typeB, strings)
}

function compareSameRank(
  a: unknown,
  b: unknown,
  typeA: number,
  typeB: number,
  strings: CompareStrings,
): number {
  switch (typeA) {
    case T.int:
      if (typeB === T.int) return intOf(a) - intOf(b)
      return compareNumbers(a, b, typeA, typeB)
    case T.double:
    case T.long:
    case T.decimal:
      return compareNumbers(a, b, typeA, typeB)
    case T.string:
    case T.symbol:
      return strings(textOf(a), textOf(b))
    case T.object:
      return compareDocs(a as Doc, b as Doc, strings)
    case T.array:
      return compareArrays(a as unknown[], b as unknown[], strings)
    case T.binData:
      return compareBinaries(a as Binary | Uint8Array, b as Binary | Uint8Array)
    case T.objectId:
      return compareBytes((a as ObjectId).id, (b as ObjectId).id)
    case T.bool:
      return Number(a) - Number(b)
    case T.date:
      return compareDoubles((a as Date).getTime(), (b as Date).getTime())
    case T.timestamp:
      return compareTimestamps(a as Long, b as Long)
    case T.regex:
      return compareRegexes(a as BSONRegExp | RegExp, b as BSONRegExp | RegExp)
    case T.javascript:
      return compareCodePoints((a as Code).code, (b as Code).code)
    case T.javascriptWithScope:
      return compareScopedCode(a as Code, b as Code)
    default:
      return 0
  }
}

function intOf(value: unknown): number {
  return typeof value === 'number' ? value : (value as Int32 | Double).value
}

/** The text of a string or symbol. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (value as BSONSymbol).value
}

/** Order of strings by Unicode code points, which is the order of their UTF-8 bytes. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const unitA = a.charCodeAt(i)
    const unitB = b.charCodeAt(i)
    if (unitA !== unitB) return codePointRank(unitA) - codePointRank(unitB)
  }
  return a.length - b.length
}

function codePointRank(unit: number): number {
  return unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

function compareDocs(a: Doc, b: Doc, strings: CompareStrings): number {
  const keysA = presentKeys(a)
  const keysB = presentKeys(b)
  const length = Math.min(keysA.length, keysB.length)
  for (let i = 0; i < length; i++) {
    const keyA = keysA[i] as string
    const keyB = keysB[i] as string
    const typeA = typeOf(a[keyA])
    const typeB = typeOf(b[keyB])
    const result =
      canonicalType(typeA) - canonicalType(typeB) ||
      compareCodePoints(keyA, keyB) ||
      compareSameRank(a[keyA], b[keyB], typeA, typeB, strings)
    if (result !== 0) return result
  }
  return keysA.length - keysB.length
}

/** Names of the fields that exist; a field set to `undefined` does not. */
export function presentKeys(doc: Doc): string[] {
  const keys = Object.keys(doc)
  return keys.some((key) => doc[key] === undefined) ? keys.filter((key) => doc[key] !== undefined) : keys
}

function compareArrays(a: readonly unknown[], b: readonly unknown[], strings: CompareStrings): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const result = compareTyped(a[i], b[i], strings)
    if (result !== 0) return result
  }
  return a.length - b.length
}

/** Bytes and subtype of a binary value. */
export function binaryParts(value: Binary | Uint8Array): { bytes: Uint8Array; subtype: number } {
  if (value instanceof Uint8Array) return { bytes: value, subtype: 0 }
  return { bytes: value.buffer.subarray(0, value.position), subtype: value.sub_type }
}

function compareBinaries(a: Binary | Uint8Array, b: Binary | Uint8Array): number {
  const left = binaryParts(a)
  const right = binaryParts(b)
  return (
    left.bytes.length - right.bytes.length ||
    left.subtype - right.subtype ||
    compareBytes(left.bytes, right.bytes)
  )
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] as number) - (b[i] as number)
    if (difference !== 0) return difference
  }
  return 0
}

function compareTimestamps(a: Long, b: Long): number {
  return (a.high >>> 0) - (b.high >>> 0) || (a.low >>> 0) - (b.low >>> 0)
}

/** Pattern and options of a regular expression value. */
export function regexParts(value: BSONRegExp | RegExp): { pattern: string; options: string } {
  if (!(value instanceof RegExp)) return { pattern: value.pattern, options: value.options }
  return { pattern: value.source, options: [...value.flags].filter((flag) => 'ims'.includes(flag)).join('') }
}

function compareRegexes(a: BSONRegExp | RegExp, b: BSONRegExp | RegExp): number {
  const left = regexParts(a)
  const right = regexParts(b)
  return compareCodePoints(left.pattern, right.pattern) || compareCodePoints(left.options, right.options)
}

function compareScopedCode(a: Code, b: Code): number {
  return compareCodePoints(a.code, b.code) || compareDocs(a.scope as Doc, b.scope as Doc, compareCodePoints)
}
