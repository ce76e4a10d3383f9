import { Double } from 'bson'
import { locationError } from '../../bson/errors.ts'
import { toNumber } from '../../bson/number.ts'
import { isNumeric, typeName } from '../../bson/types.ts'
import { binary, isNullish, unary, type Operator, type OperatorTable } from '../operator.ts'
import { numberOrNull, refuseDecimal } from './arithmetic.ts'

function real(compute: (value: number) => number, low = -Infinity, high = Infinity): Operator {
  return unary((value, _frame, name) => {
    const number = numberOrNull(value, name)
    if (number === null) return null
    refuseDecimal(number, name)
    const argument = toNumber(number)
    if (argument < low || argument > high) {
      throw locationError(50989, `cannot apply ${name} to ${argument}, value must be in [${low},${high}]`)
    }
    return new Double(compute(argument))
  })
}

function finite(compute: (value: number) => number): Operator {
  return real(compute, -Number.MAX_VALUE, Number.MAX_VALUE)
}

function atan2(y: unknown, x: unknown): unknown {
  if (isNullish(y) || isNullish(x)) return null
  for (const value of [y, x]) {
    if (!isNumeric(value))
      throw locationError(51044, `$atan2 only supports numeric types, not ${typeName(value)}`)
    refuseDecimal(value, '$atan2')
  }
  return new Double(Math.atan2(toNumber(y), toNumber(x)))
}

export const trigonometryOperators: OperatorTable = {
  $sin: finite(Math.sin),
  $cos: finite(Math.cos),
  $tan: finite(Math.tan),
  $asin: real(Math.asin, -1, 1),
  $acos: real(Math.acos, -1, 1),
  $atan: real(Math.atan),
  $atan2: binary(atan2),
  $sinh: real(Math.sinh),
  $cosh: real(Math.cosh),
  $tanh: real(Math.tanh),
  $asinh: real(Math.asinh),
  $acosh: real(Math.acosh, 1),
  $atanh: real(Math.atanh, -1, 1),
  $degreesToRadians: real((degrees) => degrees * (Math.PI / 180)),
  $radiansToDegrees: real((radians) => radians * (180 / Math.PI)),
}
