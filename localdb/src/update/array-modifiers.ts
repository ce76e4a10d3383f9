import { wholeNumber } from '../bson/arithmetic.ts'
import { compareValues, equalValues } from '../bson/compare.ts'
import { mongoError } from '../bson/errors.ts'
import { formatValue } from '../bson/format.ts'
import { identicalValues } from '../bson/identical.ts'
import { toNumber } from '../bson/number.ts'
import { getField, isDoc, isNumeric, T, typeName, typeOf, type Doc } from '../bson/types.ts'
import { fieldOperators } from '../query/field-operators.ts'
import { compileFilter } from '../query/match.ts'
import { compileSort } from '../query/sort.ts'
import { KEEP, modifier, type LeafContext, type Modifier } from './modifier.ts'

type PushOptions = {
  each: readonly unknown[]
  position: number | undefined
  slice: number | undefined
  order: ((a: unknown, b: unknown) => number) | undefined
}

export function push(operand: unknown): Modifier {
  const options = pushOptions(operand)
  return modifier('$push', true, (value, context) => {
    if (value !== undefined && !Array.isArray(value)) throw notArray(value, context)
    const before: unknown[] = value ?? []
    const after = insertAt(before, options)
    if (options.order) after.sort(options.order)
    const result = options.slice === undefined ? after : cut(after, options.slice)
    return value !== undefined && identicalValues(result, value) ? KEEP : result
  })
}

function insertAt(list: readonly unknown[], { each, position }: PushOptions): unknown[] {
  const at =
    position === undefined
      ? list.length
      : position < 0
        ? Math.max(0, list.length + position)
        : Math.min(position, list.length)
  return [...list.slice(0, at), ...each, ...list.slice(at)]
}

function cut(list: unknown[], size: number): unknown[] {
  if (size === 0) return []
  return size < 0 ? list.slice(size) : list.slice(0, size)
}

function notArray(value: unknown, { original, path }: LeafContext): Error {
  const id = getField(original, '_id')
  const where = id === undefined ? '{no id}' : `{_id: ${formatValue(id)}}`
  return mongoError(
    'BadValue',
    `The field '${path}' must be an array but is of type ${typeName(value)} in document ${where}`,
  )
}

function pushOptions(operand: unknown): PushOptions {
  if (!isDoc(operand) || !('$each' in operand)) {
    return { each: [operand], position: undefined, slice: undefined, order: undefined }
  }
  const extra = Object.keys(operand).find((key) => !['$each', '$position', '$slice', '$sort'].includes(key))
  if (extra !== undefined) throw mongoError('BadValue', `Unrecognized clause in $push: ${extra}`)
  const each = operand['$each']
  if (!Array.isArray(each))
    throw mongoError(
      'BadValue',
      `The argument to $each in $push must be an array but it was of type: ${typeName(each)}`,
    )
  return {
    each,
    position: wholeOption(
      operand,
      '$position',
      'The value for $position must be an integer value, not of type:',
    ),
    slice: wholeOption(
      operand,
      '$slice',
      'The value for $slice must be an integer value but was given type:',
    ),
    order: '$sort' in operand ? pushOrder(operand['$sort']) : undefined,
  }
}

function wholeOption(operand: Doc, name: string, message: string): number | undefined {
  if (!(name in operand)) return undefined
  const whole = isNumeric(operand[name]) ? wholeNumber(operand[name]) : undefined
  if (whole === undefined) throw mongoError('BadValue', `${message} ${typeName(operand[name])}`)
  return Number(whole)
}

function pushOrder(spec: unknown): (a: unknown, b: unknown) => number {
  if (isDoc(spec) && Object.keys(spec).length > 0) {
    for (const [key, value] of Object.entries(spec)) {
      if (!isNumeric(value) || Math.abs(toNumber(value)) !== 1)
        throw mongoError('BadValue', `The $sort element value must be either 1 or -1`)
      if (key === '' || key.split('.').includes(''))
        throw mongoError('BadValue', `The $sort field is a dotted field but has an empty part: ${key}`)
    }
    const byFields = compileSort(spec)
    return (a, b) => byFields(isDoc(a) ? a : {}, isDoc(b) ? b : {})
  }
  const direction = isNumeric(spec) ? toNumber(spec) : NaN
  if (direction !== 1 && direction !== -1) {
    throw mongoError(
      'BadValue',
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    )
  }
  return (a, b) => compareValues(a, b) * direction
}

export function addToSet(operand: unknown): Modifier {
  const items = addToSetItems(operand)
  return modifier('$addToSet', true, (value, { path }) => {
    if (value !== undefined && !Array.isArray(value)) {
      throw mongoError(
        'BadValue',
        `Cannot apply $addToSet to non-array field. Field named '${path.slice(path.lastIndexOf('.') + 1)}' has non-array type ${typeName(value)}`,
      )
    }
    const result: unknown[] = value === undefined ? [] : [...(value as unknown[])]
    for (const item of items) if (!result.some((other) => equalValues(item, other))) result.push(item)
    return value !== undefined && result.length === (value as unknown[]).length ? KEEP : result
  })
}

function addToSetItems(operand: unknown): unknown[] {
  if (!isDoc(operand) || Object.keys(operand)[0] !== '$each') return [operand]
  const each = operand['$each']
  if (!Array.isArray(each))
    throw mongoError(
      'TypeMismatch',
      `The argument to $each in $addToSet must be an array but it was of type ${typeName(each)}`,
    )
  const extra = Object.keys(operand).find((key) => key !== '$each')
  if (extra !== undefined)
    throw mongoError('BadValue', `Found unexpected fields after $each in $addToSet: ${formatValue(operand)}`)
  return each
}

export function pop(operand: unknown): Modifier {
  const side = isNumeric(operand) ? toNumber(operand) : undefined
  if (side === undefined)
    throw mongoError('FailedToParse', `Expected a number in: $pop: ${formatValue(operand)}`)
  if (side !== 1 && side !== -1)
    throw mongoError('FailedToParse', `$pop expects 1 or -1, found: ${formatValue(operand)}`)
  return modifier('$pop', false, (value, { path }) => {
    if (!Array.isArray(value)) {
      throw mongoError(
        'TypeMismatch',
        `Path '${path}' contains an element of non-array type '${typeName(value)}'`,
      )
    }
    if (value.length === 0) return KEEP
    return side === 1 ? value.slice(0, -1) : value.slice(1)
  })
}

function culling(operator: string, isPulled: (item: unknown) => boolean): Modifier {
  return modifier(operator, false, (value) => {
    if (!Array.isArray(value)) throw mongoError('BadValue', `Cannot apply ${operator} to a non-array value`)
    const kept = value.filter((item) => !isPulled(item))
    return kept.length === value.length ? KEEP : kept
  })
}

export function pullAll(operand: unknown): Modifier {
  if (!Array.isArray(operand)) {
    throw mongoError('BadValue', `$pullAll requires an array argument but was given a ${typeName(operand)}`)
  }
  return culling('$pullAll', (item) => operand.some((pulled) => equalValues(item, pulled)))
}

export function pull(operand: unknown): Modifier {
  return culling('$pull', pullTest(operand))
}

/** Elements that `$pull` takes: by an operator or pattern, by a filter on documents, or equal ones. */
function pullTest(operand: unknown): (item: unknown) => boolean {
  const first = isDoc(operand) ? Object.keys(operand)[0] : undefined
  if (typeOf(operand) === T.regex || (first !== undefined && fieldOperators.has(first))) {
    const matcher = compileFilter({ item: operand })
    return (item) => matcher.matches({ item })
  }
  if (!isDoc(operand)) return (item) => equalValues(item, operand)
  const matcher = compileFilter(operand)
  return (item) => isDoc(item) && matcher.matches(item)
}
