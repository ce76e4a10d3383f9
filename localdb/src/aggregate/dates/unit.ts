import { mongoError } from '../../bson/errors.ts'
import { typeName } from '../../bson/types.ts'
import { addMonths, calendarParts, dayMs } from './calendar.ts'
import { dateMs, fromLocal, type Zone } from './timezone.ts'

const units = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'] as const

export type Unit = (typeof units)[number]

export const unitMs = {
  week: 7 * dayMs,
  day: dayMs,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
} as const

const monthsOf = { year: 12, quarter: 3, month: 1 } as const

/** Reads a time unit. @throws MongoError FailedToParse 9, TypeMismatch 14. */
export function unitOf(value: unknown, name: string): Unit {
  if (typeof value !== 'string')
    throw mongoError('TypeMismatch', `${name} requires 'unit' to be a string, but got ${typeName(value)}`)
  const unit = units.find((known) => known === value)
  if (!unit) throw mongoError('FailedToParse', `unknown time unit value: ${value}`)
  return unit
}

function isMonthUnit(unit: Unit): unit is 'year' | 'quarter' | 'month' {
  return unit === 'year' || unit === 'quarter' || unit === 'month'
}

/** Adds units; calendar units keep the local time of day. */
export function addUnits(instant: number, unit: Unit, amount: number, zone: Zone): number {
  if (isMonthUnit(unit)) return fromLocal(addMonths(instant + zone(instant), amount * monthsOf[unit]), zone)
  const ms = unitMs[unit]
  if (ms < dayMs) return instant + amount * ms
  return fromLocal(instant + zone(instant) + amount * ms, zone)
}

/** Number of unit boundaries between two instants; weeks begin on `startOfWeek` (1 Monday to 7 Sunday). */
export function differenceIn(
  start: number,
  end: number,
  unit: Unit,
  zone: Zone,
  startOfWeek: number,
): number {
  const localStart = start + zone(start)
  const localEnd = end + zone(end)
  if (isMonthUnit(unit)) {
    const size = monthsOf[unit]
    return Math.floor(monthNumber(localEnd) / size) - Math.floor(monthNumber(localStart) / size)
  }
  const ms = unitMs[unit]
  if (unit === 'week') {
    const shift = ((4 - startOfWeek + 7) % 7) * dayMs
    return Math.floor((localEnd + shift) / ms) - Math.floor((localStart + shift) / ms)
  }
  if (unit === 'day') return Math.floor(localEnd / ms) - Math.floor(localStart / ms)
  const clockChange = Math.trunc((zone(end) - zone(start)) / ms)
  return Math.floor(localEnd / ms) - Math.floor(localStart / ms) - clockChange
}

function monthNumber(local: number): number {
  const { year, month } = calendarParts(local)
  return year * 12 + month - 1
}

/** The beginning of the bin of `size` units that an instant is in; bins are counted from 2000-01-01 local time. */
export function truncateTo(
  instant: number,
  unit: Unit,
  size: number,
  zone: Zone,
  startOfWeek: number,
): number {
  const local = instant + zone(instant)
  if (isMonthUnit(unit)) {
    const bin = monthsOf[unit] * size
    const start = Math.floor((monthNumber(local) - 24_000) / bin) * bin
    return fromLocal(dateMs(2000, 1 + start, 1), zone)
  }
  const origin = dateMs(2000, 1, 1)
  if (unit === 'week' || unit === 'day') {
    const saturday = 6
    const first = unit === 'week' ? origin + ((startOfWeek - saturday + 7) % 7) * dayMs : origin
    const bin = unitMs[unit] * size
    return fromLocal(first + Math.floor((local - first) / bin) * bin, zone)
  }
  const first = fromLocal(origin, zone)
  const bin = unitMs[unit] * size
  return first + Math.floor((instant - first) / bin) * bin
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** Reads the name of a day: 1 Monday to 7 Sunday. @throws MongoError FailedToParse 9. */
export function dayOfWeekOf(value: unknown, name: string): number {
  const index =
    typeof value === 'string'
      ? days.findIndex((day) => day === value.toLowerCase() || day.slice(0, 3) === value.toLowerCase())
      : -1
  if (index < 0)
    throw mongoError(
      'FailedToParse',
      `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week: ${String(value)}`,
    )
  return index + 1
}
