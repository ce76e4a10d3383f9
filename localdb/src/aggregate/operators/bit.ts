import { mongoError } from '../../bson/errors.ts'
import { integerOf, longOf, toBigInt } from '../../bson/number.ts'
import { T, typeName, typeOf } from '../../bson/types.ts'
import { isNullish, unary, variadic, type Operator, type OperatorTable } from '../operator.ts'

function bitwise(combine: (a: bigint, b: bigint) => bigint, start: bigint): Operator {
  return variadic((args, _frame, name) => {
    for (const arg of args) if (!isNullish(arg)) checkInteger(arg, name)
    if (args.some(isNullish)) return null
    const result = args.reduce<bigint>((total, arg) => combine(total, toBigInt(arg)), start)
    return args.some((arg) => typeOf(arg) === T.long) ? longOf(result) : integerOf(result)
  })
}

function checkInteger(value: unknown, name: string): void {
  const type = typeOf(value)
  if (type === T.int || type === T.long) return
  throw mongoError('TypeMismatch', `${name} only supports int and long operands, not ${typeName(value)}.`)
}

export const bitOperators: OperatorTable = {
  $bitAnd: bitwise((a, b) => a & b, -1n),
  $bitOr: bitwise((a, b) => a | b, 0n),
  $bitXor: bitwise((a, b) => a ^ b, 0n),
  $bitNot: unary((value, _frame, name) => {
    if (isNullish(value)) return null
    checkInteger(value, name)
    return typeOf(value) === T.long ? longOf(~toBigInt(value)) : integerOf(~toBigInt(value))
  }),
}
