import type { BSONRegExp, ObjectId } from 'bson'
import { canonicalType, regexParts, type Compare, compareValues, textOf } from '../bson/compare.ts'
import { mongoError } from '../bson/errors.ts'
import { encodeKey } from '../bson/key.ts'
import { isNaNValue, toNumber } from '../bson/number.ts'
import { T, typeOf } from '../bson/types.ts'
import { compileRegex } from './regex.ts'
import type { LeafTest } from './test-path.ts'

const manyItems = 16

function isNullish(value: unknown): boolean {
  const type = typeOf(value)
  return type === T.null || type === T.missing || type === T.undefined
}

/** Equality of the query language: null also matches missing, a NaN matches a NaN, types compare by BSON order. */
export function equalTo(expected: unknown, compare: Compare): LeafTest {
  const type = typeOf(expected)
  if (type === T.undefined) throw mongoError('BadValue', 'cannot compare to undefined')
  if (isNullish(expected)) return isNullish
  if (type === T.objectId) return equalToId(expected as ObjectId)
  if (type === T.string && compare === compareValues) {
    return (value) => value === expected || (typeOf(value) === T.symbol && textOf(value) === expected)
  }
  if (type === T.int) return equalToInt(toNumber(expected), expected)
  const rank = canonicalType(type)
  return (value) => {
    if (value === undefined || value === null) return false
    return canonicalType(typeOf(value)) === rank && compare(value, expected) === 0
  }
}

function equalToId(expected: ObjectId): LeafTest {
  const hex = expected.toHexString()
  const first = expected.id[11]
  return (value) =>
    typeOf(value) === T.objectId &&
    (value as ObjectId).id[11] === first &&
    (value as ObjectId).toHexString() === hex
}

function equalToInt(number: number, expected: unknown): LeafTest {
  return (value) => {
    const type = typeOf(value)
    if (type === T.int || type === T.double) return toNumber(value) === number
    return (type === T.long || type === T.decimal) && compareValues(value, expected) === 0
  }
}

export type RangeOperator = '$gt' | '$gte' | '$lt' | '$lte'

const accepts: Record<RangeOperator, (order: number) => boolean> = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
}

/** A range of the query language: only values of the operand's own type rank are in it. */
export function rangeOf(operator: RangeOperator, bound: unknown, path: string, compare: Compare): LeafTest {
  const type = typeOf(bound)
  const orEqual = operator.length === 4
  if (type === T.regex) {
    throw mongoError('BadValue', `Can't have RegEx as arg to predicate over field '${path}'.`)
  }
  if (type === T.undefined) throw mongoError('BadValue', 'cannot compare to undefined')
  if (isNullish(bound)) return orEqual ? isNullish : () => false
  if (isNaNValue(bound)) return orEqual ? isNaNValue : () => false
  const accept = accepts[operator]
  const rank = canonicalType(type)
  const others =
    (type === T.maxKey && operator.startsWith('$lt')) || (type === T.minKey && operator.startsWith('$gt'))
  return (value) => {
    if (canonicalType(typeOf(value)) !== rank) return others
    return accept(compare(value, bound)) && !isNaNValue(value)
  }
}

/** A pattern: strings and symbols that match it, and equal regular expression values. */
export function matchingRegex(value: unknown): LeafTest {
  const { pattern, options } = regexParts(value as BSONRegExp | RegExp)
  const regex = compileRegex(pattern, options)
  return (candidate) => {
    const type = typeOf(candidate)
    if (type === T.string || type === T.symbol) return regex.test(textOf(candidate))
    if (type !== T.regex) return false
    const parts = regexParts(candidate as BSONRegExp | RegExp)
    return parts.pattern === pattern && parts.options === options
  }
}

/** Membership as `$in`: patterns in the list match strings. */
export function memberOf(list: readonly unknown[], compare: Compare): LeafTest {
  const patterns = list.filter((item) => typeOf(item) === T.regex).map(matchingRegex)
  const values = list.filter((item) => typeOf(item) !== T.regex)
  const isValue =
    values.length > manyItems && compare === compareValues ? inSet(values) : inList(values, compare)
  if (patterns.length === 0) return isValue
  return (value) => isValue(value) || patterns.some((matches) => matches(value))
}

function inList(values: readonly unknown[], compare: Compare): LeafTest {
  const tests = values.map((value) => equalTo(value, compare))
  return (value) => tests.some((test) => test(value))
}

function inSet(values: readonly unknown[]): LeafTest {
  const keys = new Set(values.map(keyText))
  const hasNull = values.some(isNullish)
  return (value) => (hasNull && isNullish(value)) || (value !== undefined && keys.has(keyText(value)))
}

function keyText(value: unknown): string {
  return encodeKey([value], [1]).toString('latin1')
}
