import { Binary, Int32, Long } from 'bson'
import { binaryParts } from '../../bson/compare.ts'
import { encode } from '../../bson/encode.ts'
import { locationError } from '../../bson/errors.ts'
import { longOf } from '../../bson/number.ts'
import { getField, isDoc, setField, T, typeName, typeOf, type Doc } from '../../bson/types.ts'
import {
  isNullish,
  isString,
  namedArguments,
  unary,
  variadic,
  type Compile,
  type Operator,
  type OperatorTable,
} from '../operator.ts'
import type { Expr, Scope } from '../scope.ts'

const mergeObjects = variadic((args) => {
  const list = args.length === 1 && Array.isArray(args[0]) ? args[0] : args
  const merged: Doc = {}
  for (const item of list) mergeInto(merged, item)
  return merged
})

/** Adds a document's fields; null and missing add nothing. @throws MongoError 40400. */
export function mergeInto(target: Doc, value: unknown): void {
  if (isNullish(value)) return
  if (!isDoc(value))
    throw locationError(
      40400,
      `$mergeObjects requires object inputs, but input ${String(value)} is of type ${typeName(value)}`,
    )
  for (const key of Object.keys(value)) setField(target, key, value[key])
}

const getFieldOperator: Operator = (operand, scope, compile) => {
  const full = isDoc(operand) && ('field' in operand || 'input' in operand)
  const spec = full
    ? namedArguments(operand, '$getField', ['field', 'input'], [])
    : { field: operand, input: '$$CURRENT' }
  const name = fieldName(spec['field'], '$getField', scope, compile)
  const input = compile(spec['input'], scope)
  return (root) => {
    const key = name(root)
    const value = input(root)
    if (isNullish(value)) return value === undefined ? undefined : null
    return isDoc(value) ? getField(value, key) : undefined
  }
}

/** The constant name of `$getField`, `$setField`, `$unsetField`; a name that starts with `$` stands in `$literal`. */
function fieldName(spec: unknown, name: string, scope: Scope, compile: Compile): (root: Doc) => string {
  if (isString(spec) && spec.startsWith('$')) {
    throw locationError(
      5654600,
      `'${spec}' is a field path reference which is not allowed in this context. Did you mean {$literal: '${spec}'}?`,
    )
  }
  const evaluate = compile(spec, scope)
  return (root) => {
    const value = evaluate(root)
    if (!isString(value))
      throw locationError(
        5654602,
        `${name} requires 'field' to evaluate to type String, but got ${typeName(value)}`,
      )
    return value
  }
}

function settingField(operand: unknown, scope: Scope, compile: Compile, name: string, newValue: Expr): Expr {
  const field = fieldName((operand as Doc)['field'], name, scope, compile)
  const input = compile((operand as Doc)['input'], scope)
  return (root) => {
    const target = input(root)
    if (isNullish(target)) return null
    if (!isDoc(target)) throw locationError(4161105, `${name} requires 'input' to evaluate to type Object`)
    const key = field(root)
    const value = newValue(root)
    const copy: Doc = { ...target }
    if (value === undefined) delete copy[key]
    else setField(copy, key, value)
    return copy
  }
}

const setFieldOperator: Operator = (operand, scope, compile, name) => {
  const spec = namedArguments(operand, name, ['field', 'input', 'value'], [])
  return settingField(spec, scope, compile, name, compile(spec['value'], scope))
}

const unsetFieldOperator: Operator = (operand, scope, compile, name) => {
  const spec = namedArguments(operand, name, ['field', 'input'], [])
  return settingField(spec, scope, compile, name, () => undefined)
}

const objectToArray = unary((value) => {
  if (isNullish(value)) return null
  if (!isDoc(value))
    throw locationError(40390, `$objectToArray requires a document input, found: ${typeName(value)}`)
  return Object.keys(value).map((key) => ({ k: key, v: getField(value, key) }))
})

const bsonSize = unary((value) => {
  if (isNullish(value)) return null
  if (!isDoc(value))
    throw locationError(31393, `$bsonSize requires a document input, found: ${typeName(value)}`)
  return new Int32(encode(value).length)
})

const binarySize = unary((value) => {
  if (isNullish(value)) return null
  if (isString(value)) return new Int32(Buffer.byteLength(value))
  if (typeOf(value) !== T.binData)
    throw locationError(51276, `$binarySize requires a string or BinData argument, found: ${typeName(value)}`)
  return new Int32(binaryParts(value as Binary).bytes.length)
})

function timestampPart(part: (value: Long) => number): Operator {
  return unary((value, _frame, name) => {
    if (isNullish(value)) return null
    if (typeOf(value) !== T.timestamp)
      throw locationError(5687301, `${name} requires a timestamp argument, found: ${typeName(value)}`)
    return longOf(BigInt(part(value as Long) >>> 0))
  })
}

export const objectOperators: OperatorTable = {
  $mergeObjects: mergeObjects,
  $getField: getFieldOperator,
  $setField: setFieldOperator,
  $unsetField: unsetFieldOperator,
  $objectToArray: objectToArray,
  $bsonSize: bsonSize,
  $binarySize: binarySize,
  $tsSecond: timestampPart((value) => value.high),
  $tsIncrement: timestampPart((value) => value.low),
}
