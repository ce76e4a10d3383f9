import { Int32 } from 'bson'
import { locationError, mongoError } from '../../bson/errors.ts'
import { longOf } from '../../bson/number.ts'
import { toNumber } from '../../bson/number.ts'
import { isDoc, isNumeric, typeName, type Doc } from '../../bson/types.ts'
import { calendarParts, dayMs, isoWeek, isoWeekMs, sundayWeek } from '../dates/calendar.ts'
import { formatDate } from '../dates/format.ts'
import { parseFormattedDate, parseIsoDate } from '../dates/parse.ts'
import { dateMs, fromLocal, utc, zoneOf, type Zone } from '../dates/timezone.ts'
import {
  argumentsOf,
  isNullish,
  isString,
  named,
  type Named,
  type Operator,
  type OperatorTable,
} from '../operator.ts'
import { coerceToDate } from '../text.ts'

/** The zone of a `timezone` argument; `undefined` when it was not given, null when it is null. @throws MongoError 40517. */
export function zoneArgument(values: Named): Zone | undefined | null {
  if (!('timezone' in values)) return undefined
  const zone = values['timezone']
  if (isNullish(zone)) return null
  if (!isString(zone))
    throw locationError(40517, `timezone must evaluate to a string, found ${typeName(zone)}`)
  return zoneOf(zone)
}

/** An operator that reads one part of a date, written `{$year: date}` or `{$year: {date, timezone}}`. */
function part(read: (local: number) => unknown): Operator {
  const full = named(['date'], ['timezone'], (values) => {
    const zone = zoneArgument(values)
    if (isNullish(values['date']) || zone === null) return null
    const instant = coerceToDate(values['date'])
    return read(instant + (zone ?? utc)(instant))
  })
  return (operand, scope, compile, name) => {
    if (isDoc(operand) && !Object.keys(operand)[0]?.startsWith('$'))
      return full(operand, scope, compile, name)
    const args = argumentsOf(operand)
    if (args.length !== 1)
      throw locationError(
        40536,
        `${name} accepts exactly one argument if given an array, but was given ${args.length}`,
      )
    return full({ date: args[0] }, scope, compile, name)
  }
}

function intPart(read: (local: number) => number): Operator {
  return part((local) => new Int32(read(local)))
}

const dateToString = named(['date'], ['format', 'timezone', 'onNull'], (values) => {
  const zone = zoneArgument(values)
  const { date, format } = values
  if ('format' in values && isNullish(format)) return null
  if (isNullish(date))
    return values['onNull'] === undefined && !('onNull' in values) ? null : values['onNull']
  if (zone === null) return null
  if ('format' in values && !isString(format))
    throw locationError(18533, `$dateToString requires that 'format' be a string, found: ${typeName(format)}`)
  const instant = coerceToDate(date)
  const offset = (zone ?? utc)(instant)
  const standard = zone === undefined || zone === utc ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L'
  return formatDate(instant + offset, offset, isString(format) ? format : standard)
})

const dateToParts = named(['date'], ['timezone', 'iso8601'], (values) => {
  const zone = zoneArgument(values)
  const iso = values['iso8601']
  if (isNullish(values['date']) || zone === null || ('iso8601' in values && isNullish(iso))) return null
  if (iso !== undefined && typeof iso !== 'boolean')
    throw locationError(40521, `iso8601 must evaluate to a bool, found ${typeName(iso)}`)
  const instant = coerceToDate(values['date'])
  return datePartsDocument(instant + (zone ?? utc)(instant), iso === true)
})

function datePartsDocument(local: number, iso: boolean): Doc {
  const parts = calendarParts(local)
  const week = isoWeek(local)
  const day: Record<string, number> = iso
    ? { isoWeekYear: week.year, isoWeek: week.week, isoDayOfWeek: week.day }
    : { year: parts.year, month: parts.month, day: parts.day }
  const all = {
    ...day,
    hour: parts.hour,
    minute: parts.minute,
    second: parts.second,
    millisecond: parts.millisecond,
  }
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [key, new Int32(value)]))
}

const partNames = [
  'year',
  'month',
  'day',
  'isoWeekYear',
  'isoWeek',
  'isoDayOfWeek',
  'hour',
  'minute',
  'second',
  'millisecond',
]

const dateFromParts = named([], [...partNames, 'timezone'], (values) => {
  const zone = zoneArgument(values)
  if (zone === null || partNames.some((name) => name in values && isNullish(values[name]))) return null
  const number = (name: string, missing: number): number => partNumber(values, name, missing)
  const iso = 'isoWeekYear' in values
  if (!iso && !('year' in values))
    throw locationError(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present")
  if (iso && ['year', 'month', 'day'].some((name) => name in values)) {
    throw locationError(40489, '$dateFromParts does not allow mixing natural dates with ISO dates')
  }
  const day = iso
    ? isoWeekMs(number('isoWeekYear', 1970), number('isoWeek', 1), number('isoDayOfWeek', 1))
    : dateMs(number('year', 1970), number('month', 1), 1) + (number('day', 1) - 1) * dayMs
  const time =
    ((number('hour', 0) * 60 + number('minute', 0)) * 60 + number('second', 0)) * 1000 +
    number('millisecond', 0)
  return new Date(fromLocal(day + time, zone ?? utc))
})

function partNumber(values: Named, name: string, missing: number): number {
  if (!(name in values)) return missing
  const value = values[name]
  const number = isNumeric(value) ? toNumber(value) : NaN
  if (!Number.isInteger(number))
    throw locationError(
      40515,
      `'${name}' must evaluate to an integer, found ${typeName(value)} with value ${String(value)}`,
    )
  if ((name === 'year' || name === 'isoWeekYear') && (number < 1 || number > 9999)) {
    throw locationError(
      40523,
      `'${name}' must evaluate to an integer in the range 1 to 9999, found ${number}`,
    )
  }
  return number
}

const dateFromString = named(
  ['dateString'],
  ['format', 'timezone', 'onError', 'onNull'],
  (values, _frame, name) => {
    const { dateString, format } = values
    const zone = zoneArgument(values)
    if (isNullish(dateString)) return 'onNull' in values ? values['onNull'] : null
    if (zone === null || ('format' in values && isNullish(format))) return null
    try {
      if (!isString(dateString))
        throw mongoError(
          'ConversionFailure',
          `${name} requires that 'dateString' be a string, found: ${typeName(dateString)} with value ${String(dateString)}`,
        )
      if ('format' in values && !isString(format))
        throw locationError(40684, `${name} requires that 'format' be a string, found: ${typeName(format)}`)
      return new Date(
        isString(format) ? parseFormattedDate(dateString, format, zone) : parseIsoDate(dateString, zone),
      )
    } catch (error) {
      if ('onError' in values && (error as { code?: number }).code === 241) return values['onError']
      throw error
    }
  },
)

export const dateOperators: OperatorTable = {
  $year: intPart((local) => calendarParts(local).year),
  $month: intPart((local) => calendarParts(local).month),
  $dayOfMonth: intPart((local) => calendarParts(local).day),
  $dayOfWeek: intPart((local) => calendarParts(local).dayOfWeek),
  $dayOfYear: intPart((local) => calendarParts(local).dayOfYear),
  $hour: intPart((local) => calendarParts(local).hour),
  $minute: intPart((local) => calendarParts(local).minute),
  $second: intPart((local) => calendarParts(local).second),
  $millisecond: intPart((local) => calendarParts(local).millisecond),
  $week: intPart(sundayWeek),
  $isoWeek: intPart((local) => isoWeek(local).week),
  $isoDayOfWeek: intPart((local) => isoWeek(local).day),
  $isoWeekYear: part((local) => longOf(BigInt(isoWeek(local).year))),
  $dateToString: dateToString,
  $dateToParts: dateToParts,
  $dateFromParts: dateFromParts,
  $dateFromString: dateFromString,
}
