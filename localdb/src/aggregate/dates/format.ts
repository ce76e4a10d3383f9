import { locationError } from '../../bson/errors.ts'
import { calendarParts, isoWeek, sundayWeek } from './calendar.ts'

export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

type Specifier = (local: number, offset: number) => string

const specifiers: Readonly<Record<string, Specifier>> = {
  Y: (local) => year(calendarParts(local).year),
  m: (local) => pad(calendarParts(local).month, 2),
  d: (local) => pad(calendarParts(local).day, 2),
  H: (local) => pad(calendarParts(local).hour, 2),
  M: (local) => pad(calendarParts(local).minute, 2),
  S: (local) => pad(calendarParts(local).second, 2),
  L: (local) => pad(calendarParts(local).millisecond, 3),
  j: (local) => pad(calendarParts(local).dayOfYear, 3),
  w: (local) => String(calendarParts(local).dayOfWeek),
  u: (local) => String(isoWeek(local).day),
  U: (local) => pad(sundayWeek(local), 2),
  V: (local) => pad(isoWeek(local).week, 2),
  G: (local) => year(isoWeek(local).year),
  b: (local) => monthName(local).slice(0, 3),
  B: monthName,
  z: (_local, offset) =>
    `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 3_600_000), 2)}${pad(Math.floor(Math.abs(offset) / 60_000) % 60, 2)}`,
  Z: (_local, offset) => String(Math.trunc(offset / 60_000)),
  '%': () => '%',
}

function monthName(local: number): string {
  return months[calendarParts(local).month - 1] as string
}

function year(value: number): string {
  if (value < 0 || value > 9999)
    throw locationError(18537, `$dateToString is only defined on year 0-9999, tried to use year ${value}`)
  return pad(value, 4)
}

/** Formats a local time with its offset from UTC (both ms). @throws MongoError 18535, 18536, 18537. */
export function formatDate(local: number, offset: number, format: string): string {
  return format.replaceAll(/%(.?)/gs, (_match, name: string) => {
    if (name === '') throw locationError(18535, "Unmatched '%' at end of format string")
    const specifier = Object.hasOwn(specifiers, name) ? specifiers[name] : undefined
    if (!specifier) throw locationError(18536, `Invalid format character '%${name}' in format string`)
    return specifier(local, offset)
  })
}
