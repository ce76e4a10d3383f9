import { wholeNumber } from '../../bson/arithmetic.ts'
import { locationError, mongoError } from '../../bson/errors.ts'
import { longOf } from '../../bson/number.ts'
import { isNumeric, typeName } from '../../bson/types.ts'
import { utc } from '../dates/timezone.ts'
import { addUnits, dayOfWeekOf, differenceIn, truncateTo, unitOf } from '../dates/unit.ts'
import { isNullish, named, type Operator, type OperatorTable } from '../operator.ts'
import { coerceToDate } from '../text.ts'
import { zoneArgument } from './date.ts'

function adding(sign: 1 | -1): Operator {
  return named(['startDate', 'unit', 'amount'], ['timezone'], (values, _frame, name) => {
    const { startDate, unit, amount } = values
    const zone = zoneArgument(values)
    if ([startDate, unit, amount].some(isNullish) || zone === null) return null
    const whole = isNumeric(amount) ? wholeNumber(amount) : undefined
    if (whole === undefined) throw locationError(5166405, `${name} expects integer amount of time units`)
    const result = addUnits(coerceToDate(startDate), unitOf(unit, name), sign * Number(whole), zone ?? utc)
    return validDate(result, name)
  })
}

function validDate(instant: number, name: string): Date {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) throw mongoError('Overflow', `${name} overflowed`)
  return date
}

const dateDiff = named(
  ['startDate', 'endDate', 'unit'],
  ['timezone', 'startOfWeek'],
  (values, _frame, name) => {
    const { startDate, endDate, unit, startOfWeek } = values
    const zone = zoneArgument(values)
    if ([startDate, endDate, unit].some(isNullish) || zone === null) return null
    if ('startOfWeek' in values && isNullish(startOfWeek)) return null
    const first = startOfWeek === undefined ? 7 : dayOfWeekOf(startOfWeek, name)
    const difference = differenceIn(
      coerceToDate(startDate),
      coerceToDate(endDate),
      unitOf(unit, name),
      zone ?? utc,
      first,
    )
    return longOf(BigInt(difference))
  },
)

const dateTrunc = named(['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], (values, _frame, name) => {
  const { date, unit, binSize, startOfWeek } = values
  const zone = zoneArgument(values)
  if (isNullish(date) || isNullish(unit) || zone === null) return null
  if (['binSize', 'startOfWeek'].some((key) => key in values && isNullish(values[key]))) return null
  const size = binSize === undefined ? 1 : binSizeOf(binSize)
  const first = startOfWeek === undefined ? 7 : dayOfWeekOf(startOfWeek, name)
  return validDate(truncateTo(coerceToDate(date), unitOf(unit, name), size, zone ?? utc, first), name)
})

function binSizeOf(value: unknown): number {
  const size = isNumeric(value) ? wholeNumber(value) : undefined
  if (size === undefined)
    throw locationError(
      5439017,
      `$dateTrunc requires 'binSize' to be a 64-bit integer, but got value of type ${typeName(value)}`,
    )
  if (size <= 0n)
    throw locationError(5439018, `$dateTrunc requires 'binSize' to be greater than 0, but got value ${size}`)
  return Number(size)
}

export const dateArithmeticOperators: OperatorTable = {
  $dateAdd: adding(1),
  $dateSubtract: adding(-1),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
}
