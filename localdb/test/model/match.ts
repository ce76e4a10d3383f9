import { BSONRegExp, type Document } from 'bson'
import { compare, equal, isNaNValue, isNumber, isObject, rankOf } from './values.ts'

type Test = (value: unknown) => boolean

const missing = undefined

/**
 * Whether a document fulfils a filter. Knows `$and $or $nor`, comparisons, `$in $nin $exists $type $size $all
 * $elemMatch $not` and regular expressions.
 */
export function matches(doc: Document, filter: Document): boolean {
  return Object.entries(filter).every(([name, condition]) => {
    if (name === '$and') return (condition as Document[]).every((part) => matches(doc, part))
    if (name === '$or') return (condition as Document[]).some((part) => matches(doc, part))
    if (name === '$nor') return !(condition as Document[]).some((part) => matches(doc, part))
    return fieldMatches(doc, name, condition)
  })
}

function fieldMatches(doc: Document, path: string, condition: unknown): boolean {
  if (!isOperators(condition)) return reached(doc, path).some(equality(condition))
  return Object.entries(condition).every(([operator, operand]) =>
    operatorMatches(doc, path, operator, operand),
  )
}

function operatorMatches(doc: Document, path: string, operator: string, operand: unknown): boolean {
  switch (operator) {
    case '$ne':
      return !reached(doc, path).some((value) => sameValue(value, operand))
    case '$nin':
      return !reached(doc, path).some((value) => isIn(value, operand as unknown[]))
    case '$not':
      return operand instanceof BSONRegExp
        ? !reached(doc, path).some(equality(operand))
        : !fieldMatches(doc, path, operand)
    case '$exists':
      return ends(doc, path).some((value) => value !== missing) === operand
    case '$size':
      return ends(doc, path).some((value) => Array.isArray(value) && value.length === Number(operand))
    case '$elemMatch':
      return ends(doc, path).some(
        (value) =>
          Array.isArray(value) && value.some((element) => elementMatches(element, operand as Document)),
      )
    case '$all':
      return (
        (operand as unknown[]).length > 0 &&
        (operand as unknown[]).every((wanted) => reached(doc, path).some(equality(wanted)))
      )
    default:
      return reached(doc, path).some((value) => valueMatches(value, operator, operand))
  }
}

/** One value, not looked into, against one operator. */
function valueMatches(value: unknown, operator: string, operand: unknown): boolean {
  switch (operator) {
    case '$eq':
      return sameValue(value, operand)
    case '$ne':
      return !sameValue(value, operand)
    case '$in':
      return isIn(value, operand as unknown[])
    case '$nin':
      return !isIn(value, operand as unknown[])
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return isOrdered(value ?? null, operator, operand)
    case '$type':
      return hasType(value, operand as string)
    case '$not':
      return !Object.entries(operand as Document).every(([inner, each]) => valueMatches(value, inner, each))
    default:
      throw new Error(`the model does not know ${operator}`)
  }
}

function elementMatches(element: unknown, condition: Document): boolean {
  if (isOperators(condition)) {
    return Object.entries(condition).every(([operator, operand]) => valueMatches(element, operator, operand))
  }
  if (Array.isArray(element)) return matches({ ...element }, condition)
  return isObject(element) && matches(element, condition)
}

/** Only values of one type can be less or greater; NaN is only equal to NaN. A missing value counts as null. */
function isOrdered(value: unknown, operator: string, operand: unknown): boolean {
  if (rankOf(value) !== rankOf(operand)) return false
  const orEqual = operator.endsWith('e')
  if (isNaNValue(value) || isNaNValue(operand)) return orEqual && isNaNValue(value) && isNaNValue(operand)
  const order = compare(value, operand)
  return (orEqual && order === 0) || (operator.startsWith('$g') ? order > 0 : order < 0)
}

/** A pattern finds texts, and patterns like itself; any other value finds its equals. */
function equality(wanted: unknown): Test {
  if (!(wanted instanceof BSONRegExp)) return (value) => sameValue(value, wanted)
  const pattern = new RegExp(wanted.pattern, wanted.options)
  return (value) => (typeof value === 'string' ? pattern.test(value) : equal(value, wanted))
}

/** A missing value equals null. */
function sameValue(value: unknown, wanted: unknown): boolean {
  return equal(value ?? null, wanted)
}

function isIn(value: unknown, list: unknown[]): boolean {
  return list.some((wanted) => equality(wanted)(value))
}

function hasType(value: unknown, name: string): boolean {
  if (value === missing) return false
  if (name === 'number') return isNumber(value)
  const ranks: Record<string, number> = {
    null: 2,
    string: 4,
    object: 5,
    array: 6,
    binData: 7,
    objectId: 8,
    bool: 9,
    date: 10,
  }
  const bsonTypes: Record<string, string> = {
    int: 'Int32',
    long: 'Long',
    double: 'Double',
    decimal: 'Decimal128',
  }
  if (name in bsonTypes) return isNumber(value) && value._bsontype === bsonTypes[name]
  return rankOf(value) === ranks[name]
}

export function isOperators(value: unknown): value is Document {
  return isObject(value) && (Object.keys(value)[0]?.startsWith('$') ?? false)
}

/** The values at a path and, where one is an array reached by name, its elements too. */
function reached(doc: Document, path: string): unknown[] {
  return walk(doc, path.split('.'), true)
}

/** The values at a path, arrays not opened at its end. */
function ends(doc: Document, path: string): unknown[] {
  return walk(doc, path.split('.'), false)
}

function walk(doc: Document, parts: string[], open: boolean): unknown[] {
  const [name, ...rest] = parts as [string, ...string[]]
  const value: unknown = Object.hasOwn(doc, name) ? doc[name] : missing
  if (Array.isArray(value)) {
    if (rest.length > 0) return walkArray(value, rest, open)
    return open ? [...value, value] : [value]
  }
  if (rest.length === 0) return [value]
  return isObject(value) ? walk(value, rest, open) : [missing]
}

/** Every object inside an array is entered, and the element that the next part of the path numbers. */
function walkArray(list: unknown[], parts: string[], open: boolean): unknown[] {
  const [name, ...rest] = parts as [string, ...string[]]
  return list.flatMap((element, position) => {
    const values = isObject(element) ? walk(element, parts, open) : []
    if (name !== String(position)) return values
    if (rest.length === 0) return [...values, element]
    if (isObject(element)) return [...values, ...walk(element, rest, open)]
    return Array.isArray(element) ? [...values, ...walkArray(element, rest, open)] : values
  })
}
