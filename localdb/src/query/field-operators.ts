import { BSONRegExp } from 'bson'
import { truncatedNumber, wholeNumber } from '../bson/arithmetic.ts'
import { regexParts, type Compare } from '../bson/compare.ts'
import { locationError, mongoError } from '../bson/errors.ts'
import { formatValue } from '../bson/format.ts'
import { isDoc, isNumeric, T, typeOf, type Doc } from '../bson/types.ts'
import { bitTest, type BitOperator } from './bits.ts'
import { equalTo, matchingRegex, memberOf, rangeOf, type RangeOperator } from './comparison.ts'
import { onArray, onValues, predicateOnValue, type Predicate } from './predicate.ts'
import type { LeafTest, Test } from './test-path.ts'
import { isTrue } from '../bson/truth.ts'
import { typeTest } from './type-set.ts'

/** What an operator's parser may use: the filter parser (for nesting) and the order of values. */
export type ParseContext = {
  compare: Compare
  parseFilter(filter: Doc): Test
  parseOperators(path: string, operators: Doc): Predicate
}

type Parser = (operand: unknown, path: string, context: ParseContext, siblings: Doc) => Predicate

const comparison =
  (operator: RangeOperator): Parser =>
  (operand, path, { compare }) =>
    onValues(rangeOf(operator, operand, path, compare))

const bits =
  (operator: BitOperator): Parser =>
  (operand) =>
    onValues(bitTest(operator, operand))

/** Parsers of the operators that stand under a field name. */
export const fieldOperators: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  ['$eq', (operand, _path, { compare }) => onValues(equalTo(operand, compare))],
  ['$ne', parseNotEqual],
  ['$gt', comparison('$gt')],
  ['$gte', comparison('$gte')],
  ['$lt', comparison('$lt')],
  ['$lte', comparison('$lte')],
  ['$in', (operand, _path, context) => onValues(parseIn('$in', operand, context))],
  ['$nin', (operand, _path, context) => ({ not: onValues(parseIn('$nin', operand, context)) })],
  ['$not', parseNot],
  ['$exists', parseExists],
  ['$type', (operand) => onValues(typeTest(operand))],
  ['$mod', (operand) => onValues(parseMod(operand))],
  ['$regex', parseRegex],
  ['$options', parseOptions],
  ['$all', parseAll],
  ['$elemMatch', parseElemMatch],
  ['$size', parseSize],
  ['$bitsAllSet', bits('$bitsAllSet')],
  ['$bitsAllClear', bits('$bitsAllClear')],
  ['$bitsAnySet', bits('$bitsAnySet')],
  ['$bitsAnyClear', bits('$bitsAnyClear')],
  ['$comment', () => ({ all: [] })],
])

function parseNotEqual(operand: unknown, _path: string, { compare }: ParseContext): Predicate {
  if (typeOf(operand) === T.regex) throw mongoError('BadValue', "Can't have regex as arg to $ne.")
  return { not: onValues(equalTo(operand, compare)) }
}

function parseIn(operator: string, operand: unknown, { compare }: ParseContext): LeafTest {
  if (!Array.isArray(operand)) throw mongoError('BadValue', `${operator} needs an array`)
  for (const item of operand) {
    if (isDoc(item) && isOperatorName(Object.keys(item)[0])) {
      throw mongoError('BadValue', `cannot nest $ under ${operator}`)
    }
    if (typeOf(item) === T.undefined)
      throw mongoError('BadValue', 'InMatchExpression equality cannot be undefined')
  }
  return memberOf(operand, compare)
}

/** True for a name that the query language reads as an operator; the parts of a DBRef are plain fields. */
export function isOperatorName(name: string | undefined): boolean {
  return name !== undefined && name.startsWith('$') && name !== '$ref' && name !== '$id' && name !== '$db'
}

function parseNot(operand: unknown, path: string, context: ParseContext): Predicate {
  if (typeOf(operand) === T.regex) return { not: onValues(matchingRegex(operand)) }
  if (!isDoc(operand)) throw mongoError('BadValue', '$not needs a regex or a document')
  if (Object.keys(operand).length === 0) throw mongoError('BadValue', '$not cannot be empty')
  return { not: context.parseOperators(path, operand) }
}

function parseExists(operand: unknown): Predicate {
  const exists = onValues((value) => value !== undefined)
  return isTrue(operand) ? exists : { not: exists }
}

function parseMod(operand: unknown): LeafTest {
  if (!Array.isArray(operand)) throw mongoError('BadValue', 'malformed mod, needs to be an array')
  if (operand.length < 2) throw mongoError('BadValue', 'malformed mod, not enough elements')
  if (operand.length > 2) throw mongoError('BadValue', 'malformed mod, too many elements')
  const [divisor, remainder] = [modOperand(operand[0], 'divisor'), modOperand(operand[1], 'remainder')]
  if (divisor === 0n) throw mongoError('BadValue', 'divisor cannot be 0')
  return (value) => {
    const number = isNumeric(value) ? truncatedNumber(value) : undefined
    return number !== undefined && number % divisor === remainder
  }
}

function modOperand(value: unknown, role: string): bigint {
  const number = isNumeric(value) ? truncatedNumber(value) : undefined
  if (number === undefined) throw mongoError('BadValue', `malformed mod, ${role} not a number`)
  return number
}

function parseRegex(operand: unknown, _path: string, _context: ParseContext, siblings: Doc): Predicate {
  return onValues(matchingRegex(regexOf(operand, siblings['$options'])))
}

/** Joins `$regex` and `$options` to one regular expression value. */
function regexOf(operand: unknown, options: unknown): BSONRegExp {
  if (options !== undefined && typeof options !== 'string') {
    throw mongoError('BadValue', '$options has to be a string')
  }
  if (typeOf(operand) === T.regex) {
    const parts = regexParts(operand as BSONRegExp)
    if (parts.options !== '' && options !== undefined) {
      throw locationError(51075, 'options set in both $regex and $options')
    }
    return makeRegex(parts.pattern, options ?? parts.options)
  }
  if (typeof operand !== 'string') throw mongoError('BadValue', '$regex has to be a string')
  return makeRegex(operand, options ?? '')
}

function makeRegex(pattern: string, options: string): BSONRegExp {
  const unknown = [...options].find((option) => !'imsxu'.includes(option))
  if (unknown !== undefined) {
    throw locationError(51108, `invalid flag in regex options: ${unknown}`)
  }
  if (pattern.includes('\0')) {
    throw locationError(51091, 'Regular expression cannot contain an embedded null byte')
  }
  return new BSONRegExp(pattern, options)
}

function parseOptions(_operand: unknown, _path: string, _context: ParseContext, siblings: Doc): Predicate {
  if (siblings['$regex'] === undefined) throw mongoError('BadValue', '$options needs a $regex')
  return { all: [] }
}

function parseAll(operand: unknown, path: string, context: ParseContext): Predicate {
  if (!Array.isArray(operand)) throw mongoError('BadValue', '$all needs an array')
  if (operand.length === 0) return onValues(() => false)
  const nested = operand.filter((item) => isDoc(item) && Object.keys(item)[0] === '$elemMatch')
  if (nested.length !== 0 && nested.length !== operand.length) {
    throw mongoError('BadValue', 'no $ expressions in $all')
  }
  return { all: operand.map((item) => parseAllItem(item, path, context)) }
}

function parseAllItem(item: unknown, path: string, context: ParseContext): Predicate {
  if (isDoc(item)) {
    const name = Object.keys(item)[0]
    if (name === '$elemMatch') return parseElemMatch(item['$elemMatch'], path, context)
    if (isOperatorName(name)) throw mongoError('BadValue', 'no $ expressions in $all')
  }
  return onValues(typeOf(item) === T.regex ? matchingRegex(item) : equalTo(item, context.compare))
}

function parseElemMatch(operand: unknown, path: string, context: ParseContext): Predicate {
  if (!isDoc(operand)) throw mongoError('BadValue', '$elemMatch needs an Object')
  const test = elementTest(operand, path, context)
  return onArray((value, position) => {
    if (!Array.isArray(value)) return false
    const index = value.findIndex(test)
    if (index >= 0 && position) position.index = String(index)
    return index >= 0
  })
}

/** The predicate of `$elemMatch` over one element: operators test the value, a filter tests a document. */
export function elementTest(operand: Doc, path: string, context: ParseContext): (item: unknown) => boolean {
  const first = Object.keys(operand)[0]
  if (first !== undefined && fieldOperators.has(first)) {
    const test = predicateOnValue(context.parseOperators(path, operand))
    return (item) => test(item)
  }
  const test = context.parseFilter(operand)
  return (item) => (isDoc(item) || Array.isArray(item)) && test(item)
}

function parseSize(operand: unknown): Predicate {
  const size = isNumeric(operand) ? wholeNumber(operand) : undefined
  if (size === undefined) {
    throw mongoError(
      'BadValue',
      `Failed to parse $size. Expected a number in: $size: ${formatValue(operand)}`,
    )
  }
  if (size < 0n) {
    throw mongoError('BadValue', `Failed to parse $size. Expected a non-negative number in: $size: ${size}`)
  }
  return onArray((value) => Array.isArray(value) && value.length === Number(size))
}
