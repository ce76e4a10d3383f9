import { wholeNumber } from '../../bson/arithmetic.ts'
import { MongoError, mongoError } from '../../bson/errors.ts'
import { isNumeric, T, typeCodes, typeName, typeNameOfCode } from '../../bson/types.ts'
import { convertValue } from '../convert.ts'
import { isNullish, namedArguments, unary, type Operator, type OperatorTable } from '../operator.ts'

function to(target: number): Operator {
  return unary((value) => (isNullish(value) ? null : convertValue(value, target)))
}

const convert: Operator = (operand, scope, compile, name) => {
  const spec = namedArguments(operand, name, ['input', 'to'], ['onError', 'onNull'])
  const [input, target] = [compile(spec['input'], scope), compile(spec['to'], scope)]
  const onError = 'onError' in spec ? compile(spec['onError'], scope) : undefined
  const onNull = compile(spec['onNull'] ?? null, scope)
  return (root) => {
    const value = input(root)
    const type = target(root)
    if (isNullish(value)) return onNull(root)
    if (isNullish(type)) return null
    try {
      return convertValue(value, targetCode(type))
    } catch (error) {
      if (onError && error instanceof MongoError && error.code === 241) return onError(root)
      throw error
    }
  }
}

function targetCode(type: unknown): number {
  const code =
    typeof type === 'string' ? typeCodes.get(type) : isNumeric(type) ? Number(wholeNumber(type) ?? NaN) : NaN
  if (code === undefined) throw mongoError('BadValue', `Unknown type name: ${String(type)}`)
  if (typeNameOfCode(code) === String(code)) {
    throw mongoError(
      'FailedToParse',
      `In $convert, numeric 'to' argument is not a valid type: ${String(type)}`,
    )
  }
  return code
}

export const convertOperators: OperatorTable = {
  $toInt: to(T.int),
  $toLong: to(T.long),
  $toDouble: to(T.double),
  $toDecimal: to(T.decimal),
  $toString: to(T.string),
  $toBool: to(T.bool),
  $toDate: to(T.date),
  $toObjectId: to(T.objectId),
  $convert: convert,
  $type: unary(typeName),
  $isNumber: unary(isNumeric),
}
