import { Int32, Timestamp } from 'bson'
import { addNumbers, multiplyNumbers } from '../bson/arithmetic.ts'
import { compareValues } from '../bson/compare.ts'
import { mongoError } from '../bson/errors.ts'
import { formatValue } from '../bson/format.ts'
import { identicalValues } from '../bson/identical.ts'
import { integerOf, longOf, toBigInt } from '../bson/number.ts'
import { getField, isDoc, isNumeric, T, typeName, typeOf, type Doc } from '../bson/types.ts'
import { addToSet, pop, pull, pullAll, push } from './array-modifiers.ts'
import { KEEP, modifier, REMOVE, type LeafContext, type Modifier } from './modifier.ts'

/** Makes the modifier of one field from the operator's operand. */
export type ModifierFactory = (operand: unknown, path: string) => Modifier

function setting(operator: string): ModifierFactory {
  return (operand) => modifier(operator, true, (value) => (identicalValues(value, operand) ? KEEP : operand))
}

/** `_id: 1` of the document, for messages. */
export function idText(doc: Doc): string {
  const id = getField(doc, '_id')
  return id === undefined ? 'no id' : `{_id: ${formatValue(id)}}`
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

function wrongType(verb: string, value: unknown, { original, path }: LeafContext): Error {
  return mongoError(
    'TypeMismatch',
    `Cannot apply ${verb} to a value of non-numeric type. ${idText(original)} has the field '${lastPart(path)}' of non-numeric type ${typeName(value)}`,
  )
}

function arithmetic(operator: '$inc' | '$mul'): ModifierFactory {
  const compute = operator === '$inc' ? addNumbers : multiplyNumbers
  const verb = operator === '$inc' ? 'increment' : 'multiply'
  return (operand, fieldPath) => {
    if (!isNumeric(operand)) {
      throw mongoError(
        'TypeMismatch',
        `Cannot ${verb} with non-numeric argument: {${fieldPath}: ${formatValue(operand)}}`,
      )
    }
    return modifier(operator, true, (value, context) => {
      if (value === undefined) return operator === '$inc' ? operand : multiplyNumbers(operand, new Int32(0))
      if (!isNumeric(value)) throw wrongType(operator, value, context)
      const result = compute(value, operand)
      if (result === undefined) {
        throw mongoError(
          'BadValue',
          `Failed to apply ${operator} operations to current value ((NumberLong)${String(value)}) for document ${idText(context.original)}`,
        )
      }
      return identicalValues(result, value) ? KEEP : result
    })
  }
}

function extreme(operator: string, sign: 1 | -1): ModifierFactory {
  return (operand) =>
    modifier(operator, true, (value) =>
      value === undefined || compareValues(operand, value) * sign < 0 ? operand : KEEP,
    )
}

const currentDate: ModifierFactory = (operand, path) => {
  const type = currentDateType(operand, path)
  return modifier('$currentDate', true, (_value, { now }) =>
    type === 'date' ? now : new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }),
  )
}

function currentDateType(operand: unknown, path: string): 'date' | 'timestamp' {
  if (typeof operand === 'boolean') return 'date'
  if (!isDoc(operand)) {
    throw mongoError(
      'BadValue',
      `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    )
  }
  const extra = Object.keys(operand).find((key) => key !== '$type')
  if (extra !== undefined) throw mongoError('BadValue', `Unrecognized $currentDate option: ${extra}`)
  const type = operand['$type']
  if (type === 'date' || type === 'timestamp') return type
  throw mongoError(
    'BadValue',
    `The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {${path}: ${formatValue(operand)}}}`,
  )
}

const bitOperations: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
}

function isInteger(value: unknown): boolean {
  const type = typeOf(value)
  return type === T.int || type === T.long
}

const bit: ModifierFactory = (operand, path) => {
  if (!isDoc(operand)) {
    throw mongoError(
      'BadValue',
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    )
  }
  const steps = Object.keys(operand).map((name) => {
    const operation = Object.hasOwn(bitOperations, name) ? bitOperations[name] : undefined
    if (!operation)
      throw mongoError(
        'BadValue',
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${formatValue(operand[name])}}`,
      )
    if (!isInteger(operand[name]))
      throw mongoError(
        'BadValue',
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(operand[name])}' is not supported here: {${name}: ${formatValue(operand[name])}}`,
      )
    return { operation, mask: operand[name] }
  })
  if (steps.length === 0)
    throw mongoError(
      'BadValue',
      `You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}`,
    )
  return modifier('$bit', true, (value, context) => {
    const start = value ?? new Int32(0)
    if (!isInteger(start)) {
      throw mongoError(
        'BadValue',
        `Cannot apply $bit to a value of non-integral type.${idText(context.original)} has the field ${lastPart(path)} of non-integer type ${typeName(start)}`,
      )
    }
    const result = steps.reduce((total, step) => step.operation(total, toBigInt(step.mask)), toBigInt(start))
    const wide = [start, ...steps.map((step) => step.mask)].some((item) => typeOf(item) === T.long)
    const number = wide ? longOf(result) : integerOf(result)
    return identicalValues(number, value) ? KEEP : number
  })
}

/** Factories of all operators but `$rename`, by their names. */
export const modifierFactories: ReadonlyMap<string, ModifierFactory> = new Map<string, ModifierFactory>([
  ['$set', setting('$set')],
  ['$setOnInsert', setting('$setOnInsert')],
  ['$unset', () => modifier('$unset', false, () => REMOVE)],
  ['$inc', arithmetic('$inc')],
  ['$mul', arithmetic('$mul')],
  ['$min', extreme('$min', 1)],
  ['$max', extreme('$max', -1)],
  ['$currentDate', currentDate],
  ['$bit', bit],
  ['$push', push],
  ['$addToSet', addToSet],
  ['$pop', pop],
  ['$pull', pull],
  ['$pullAll', pullAll],
])
