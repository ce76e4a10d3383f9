import { Double, Int32, type Decimal128 } from 'bson'
import {
  addNumbers,
  divideNumbers,
  isZero,
  multiplyNumbers,
  remainderNumbers,
  subtractNumbers,
  widestType,
  wholeNumber,
} from '../../bson/arithmetic.ts'
import {
  buildDecimal,
  exactDouble,
  multiplyDecimals,
  roundDecimal,
  sqrtDecimal,
  type Dec,
} from '../../bson/decimal.ts'
import { locationError, mongoError } from '../../bson/errors.ts'
import {
  compareNumbers,
  fitsLong,
  integerOf,
  longOf,
  toBigInt,
  toDecimal,
  toNumber,
} from '../../bson/number.ts'
import { isNumeric, T, typeName, typeOf } from '../../bson/types.ts'
import { binary, isNullish, positional, unary, variadic, type OperatorTable } from '../operator.ts'

function add(args: unknown[]): unknown {
  let sum: unknown = new Int32(0)
  let date = false
  if (args.some(isNullish)) return checkAddends(args) ?? null
  checkAddends(args)
  for (const arg of args) {
    if (arg instanceof Date) date = true
    const addend = arg instanceof Date ? longOf(BigInt(arg.getTime())) : arg
    sum = addNumbers(sum, addend) ?? new Double(toNumber(sum) + toNumber(addend))
  }
  return date ? dateOf(sum) : sum
}

function checkAddends(args: unknown[]): undefined {
  let dates = 0
  for (const arg of args) {
    if (arg instanceof Date && ++dates > 1)
      throw locationError(16612, 'only one date allowed in an $add expression')
    if (!isNullish(arg) && !isNumeric(arg) && !(arg instanceof Date)) {
      throw mongoError('TypeMismatch', `$add only supports numeric or date types, not ${typeName(arg)}`)
    }
  }
}

/** A date from a number of milliseconds; decimals and doubles are rounded. */
function dateOf(ms: unknown): Date {
  const date = new Date(Math.round(toNumber(ms)))
  if (Number.isNaN(date.getTime())) throw mongoError('Overflow', 'date overflow')
  return date
}

function subtract(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null
  if (isNumeric(a) && isNumeric(b)) return subtractNumbers(a, b) ?? new Double(toNumber(a) - toNumber(b))
  if (a instanceof Date && b instanceof Date) return longOf(BigInt(a.getTime() - b.getTime()))
  if (a instanceof Date && isNumeric(b)) return dateOf(a.getTime() - toNumber(b))
  throw mongoError('TypeMismatch', `can't $subtract ${typeName(b)} from ${typeName(a)}`)
}

function multiply(args: unknown[]): unknown {
  for (const arg of args) {
    if (!isNullish(arg) && !isNumeric(arg)) {
      throw mongoError('TypeMismatch', `$multiply only supports numeric types, not ${typeName(arg)}`)
    }
  }
  if (args.some(isNullish)) return null
  return args.reduce<unknown>(
    (product, arg) => multiplyNumbers(product, arg) ?? new Double(toNumber(product) * toNumber(arg)),
    new Int32(1),
  )
}

function divide(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null
  if (!isNumeric(a) || !isNumeric(b)) {
    throw mongoError(
      'TypeMismatch',
      `$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`,
    )
  }
  if (isZero(b)) throw mongoError('BadValue', "can't $divide by zero")
  return divideNumbers(a, b)
}

function modulo(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null
  if (!isNumeric(a) || !isNumeric(b)) {
    throw locationError(16611, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`)
  }
  if (isZero(b)) throw locationError(16610, "can't $mod by zero")
  return remainderNumbers(a, b)
}

/** The operand of a one-number function; null passes through. @throws MongoError 28765. */
export function numberOrNull(value: unknown, name: string): unknown {
  if (isNullish(value)) return null
  if (!isNumeric(value))
    throw locationError(28765, `${name} only supports numeric types, not ${typeName(value)}`)
  return value
}

function absolute(value: unknown, name: string): unknown {
  const number = numberOrNull(value, name)
  if (number === null) return null
  const type = typeOf(number)
  if (type === T.decimal) return buildDecimal({ ...toDecimal(number), neg: false })
  if (type === T.double) return new Double(Math.abs(toNumber(number)))
  const magnitude = toBigInt(number) < 0n ? -toBigInt(number) : toBigInt(number)
  if (!fitsLong(magnitude)) throw locationError(28680, "can't take $abs of long long min")
  return type === T.int ? integerOf(magnitude) : longOf(magnitude)
}

type Rounding = 'halfEven' | 'trunc' | 'floor' | 'ceil'

function round(value: unknown, place: number, mode: Rounding): unknown {
  const type = typeOf(value)
  if (type === T.decimal) return buildDecimal(roundDecimal(toDecimal(value), place, mode))
  if (type === T.double) {
    const number = toNumber(value)
    return new Double(Number.isFinite(number) ? roundDouble(number, place, mode) : number)
  }
  if (place >= 0) return value
  const rounded = roundDecimal(toDecimal(value), place, mode)
  const whole = (rounded.neg ? -rounded.coef : rounded.coef) * 10n ** BigInt(rounded.exp)
  if (!fitsLong(whole))
    throw locationError(51080, 'invalid conversion from Decimal128 result in $round resulting from arguments')
  return type === T.int ? integerOf(whole) : longOf(whole)
}

function roundDouble(number: number, place: number, mode: Rounding): number {
  const rounded = roundDecimal(exactDouble(number), place, mode)
  return Number(`${rounded.neg ? '-' : ''}${rounded.coef}e${rounded.exp}`)
}

function rounding(mode: Rounding) {
  return positional(1, 2, (args, _frame, name) => {
    const value = numberOrNull(args[0], name)
    if (value === null || (args.length === 2 && isNullish(args[1]))) return null
    return round(value, args.length === 2 ? placeOf(args[1], name) : 0, mode)
  })
}

function placeOf(value: unknown, name: string): number {
  const place = isNumeric(value) ? wholeNumber(value) : undefined
  if (place === undefined)
    throw locationError(51082, `precision argument to ${name} must be a integral value`)
  if (place < -20n || place > 100n)
    throw locationError(
      51083,
      `cannot apply ${name} with precision value ${place} value must be in [-20, 100]`,
    )
  return Number(place)
}

function squareRoot(value: unknown, name: string): unknown {
  const number = numberOrNull(value, name)
  if (number === null) return null
  if (compareNumbers(number, 0, typeOf(number), T.int) < 0 && !Number.isNaN(toNumber(number))) {
    throw locationError(28714, "$sqrt's argument must be greater than or equal to 0")
  }
  return typeOf(number) === T.decimal
    ? buildDecimal(sqrtDecimal(toDecimal(number)))
    : new Double(Math.sqrt(toNumber(number)))
}

function power(base: unknown, exponent: unknown): unknown {
  if (isNullish(base) || isNullish(exponent)) return null
  if (!isNumeric(base)) throw locationError(28762, `$pow's base must be numeric, not ${typeName(base)}`)
  if (!isNumeric(exponent))
    throw locationError(28763, `$pow's exponent must be numeric, not ${typeName(exponent)}`)
  const type = widestType(base, exponent)
  if (isZero(base) && toNumber(exponent) < 0) {
    throw locationError(28764, '$pow cannot take a base of 0 and a negative exponent')
  }
  if (type === T.decimal) return decimalPower(toDecimal(base), exponent)
  if (type === T.double || toNumber(exponent) < 0) return new Double(toNumber(base) ** toNumber(exponent))
  return integerPower(toBigInt(base), toBigInt(exponent), type)
}

function integerPower(base: bigint, exponent: bigint, type: number): unknown {
  const approximate = Number(base) ** Number(exponent)
  if (Math.abs(approximate) > 1e19) return new Double(approximate)
  const small = base === 0n || base === 1n || base === -1n
  const result = base ** (small ? (exponent === 0n ? 0n : 2n - (exponent % 2n)) : exponent)
  if (!fitsLong(result)) return new Double(approximate)
  return type === T.int ? integerOf(result) : longOf(result)
}

function decimalPower(base: Dec, exponent: unknown): Decimal128 {
  const whole = wholeNumber(exponent)
  if (whole === undefined || whole < 0n || whole > 1000n) {
    throw mongoError('NotImplemented', '$pow of a decimal with this exponent is not supported')
  }
  let result = toDecimal(1)
  for (let i = 0n; i < whole; i++) result = multiplyDecimals(result, base)
  return buildDecimal(result)
}

function logarithm(compute: (value: number) => number, code: number) {
  return unary((value, _frame, name) => {
    const number = numberOrNull(value, name)
    if (number === null) return null
    refuseDecimal(number, name)
    if (toNumber(number) <= 0)
      throw locationError(code, `${name}'s argument must be a positive number, but is ${String(number)}`)
    return new Double(compute(toNumber(number)))
  })
}

/** Refuses decimals where only double precision could be computed. @throws MongoError NotImplemented 238. */
export function refuseDecimal(value: unknown, name: string): void {
  if (typeOf(value) === T.decimal) throw mongoError('NotImplemented', `${name} of a decimal is not supported`)
}

function logarithmOfBase(value: unknown, base: unknown): unknown {
  if (isNullish(value) || isNullish(base)) return null
  if (!isNumeric(value)) throw locationError(28756, `$log's argument must be numeric, not ${typeName(value)}`)
  if (!isNumeric(base)) throw locationError(28757, `$log's base must be numeric, not ${typeName(base)}`)
  refuseDecimal(value, '$log')
  refuseDecimal(base, '$log')
  if (toNumber(value) <= 0)
    throw locationError(28758, `$log's argument must be a positive number, but is ${String(value)}`)
  if (toNumber(base) <= 0 || toNumber(base) === 1) {
    throw locationError(28759, `$log's base must be a positive number not equal to 1, but is ${String(base)}`)
  }
  return new Double(Math.log(toNumber(value)) / Math.log(toNumber(base)))
}

export const arithmeticOperators: OperatorTable = {
  $add: variadic(add),
  $subtract: binary(subtract),
  $multiply: variadic(multiply),
  $divide: binary(divide),
  $mod: binary(modulo),
  $abs: unary((value, _frame, name) => absolute(value, name)),
  $ceil: unary((value, _frame, name) =>
    numberOrNull(value, name) === null ? null : round(value, 0, 'ceil'),
  ),
  $floor: unary((value, _frame, name) =>
    numberOrNull(value, name) === null ? null : round(value, 0, 'floor'),
  ),
  $round: rounding('halfEven'),
  $trunc: rounding('trunc'),
  $sqrt: unary((value, _frame, name) => squareRoot(value, name)),
  $pow: binary(power),
  $exp: unary((value, _frame, name) => {
    const number = numberOrNull(value, name)
    if (number === null) return null
    refuseDecimal(number, name)
    return new Double(Math.exp(toNumber(number)))
  }),
  $ln: logarithm(Math.log, 28766),
  $log10: logarithm(Math.log10, 28761),
  $log: binary(logarithmOfBase),
}
