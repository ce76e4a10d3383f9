import { mongoError, locationError } from '../../bson/errors.ts'
import { isoWeekMs } from './calendar.ts'
import { months } from './format.ts'
import { dateMs, fromLocal, zoneOf, type Zone } from './timezone.ts'

const iso =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?$/i

function unreadable(text: string, why: string): Error {
  return mongoError('ConversionFailure', `Error parsing date string '${text}'; ${why}`)
}

/** Reads an ISO 8601 date; other notations need a format. @throws MongoError ConversionFailure 241. */
export function parseIsoDate(text: string, zone: Zone | undefined): number {
  const match = iso.exec(text.trim())
  if (!match) throw unreadable(text, 'only ISO 8601 dates can be read without a format')
  const [, year, month, day = '1', hour = '0', minute = '0', second = '0', fraction = '', offset] = match
  if (offset !== undefined && zone)
    throw unreadable(
      text,
      'you cannot pass in a date/time string with time zone information together with a timezone argument',
    )
  return instantOf(text, {
    day: checkedDay(text, Number(year), Number(month), Number(day)),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Math.trunc(Number(`0.${fraction || '0'}`) * 1000),
    zone: offset === undefined ? zone : zoneOf(offset.toUpperCase()),
  })
}

type ReadDate = {
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
  zone: Zone | undefined
}

function checkedDay(text: string, year: number, month: number, day: number): number {
  const ms = dateMs(year, month, day)
  const date = new Date(ms)
  if (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day)
    throw unreadable(text, 'the day does not exist')
  return ms
}

function instantOf(text: string, read: ReadDate): number {
  if (read.hour > 23 || read.minute > 59 || read.second > 59)
    throw unreadable(text, 'the time does not exist')
  const local = read.day + ((read.hour * 60 + read.minute) * 60 + read.second) * 1000 + read.millisecond
  return read.zone ? fromLocal(local, read.zone) : local
}

const patterns: Readonly<Record<string, string>> = {
  Y: '(\\d{4})',
  m: '(\\d{1,2})',
  d: '(\\d{1,2})',
  H: '(\\d{1,2})',
  M: '(\\d{1,2})',
  S: '(\\d{1,2})',
  L: '(\\d{1,3})',
  j: '(\\d{1,3})',
  u: '(\\d)',
  V: '(\\d{1,2})',
  G: '(\\d{4})',
  b: '([A-Za-z]{3})',
  B: '([A-Za-z]+)',
  z: '(Z|[+-]\\d{2}:?\\d{2})',
  Z: '([+-]\\d+)',
}

/** Reads a date by a format of `$dateFromString`. @throws MongoError ConversionFailure 241, 18535, 18536. */
export function parseFormattedDate(text: string, format: string, zone: Zone | undefined): number {
  const names: string[] = []
  const source = format.replaceAll(/%(.?)|[\^$\\.*+?()[\]{}|/]/gs, (match, name: string | undefined) => {
    if (name === undefined) return `\\${match}`
    if (name === '') throw locationError(18535, "Unmatched '%' at end of format string")
    if (name === '%') return '%'
    const pattern = Object.hasOwn(patterns, name) ? patterns[name] : undefined
    if (pattern === undefined)
      throw locationError(18536, `Invalid format character '%${name}' in format string`)
    names.push(name)
    return pattern
  })
  const match = new RegExp(`^${source}$`).exec(text)
  if (!match) throw unreadable(text, 'it does not fit the format')
  return fromFields(text, new Map(names.map((name, i) => [name, match[i + 1] as string])), zone)
}

function fromFields(text: string, fields: Map<string, string>, zone: Zone | undefined): number {
  const number = (name: string, missing: number): number => Number(fields.get(name) ?? missing)
  const offset = fields.has('z') ? zoneOf(fields.get('z') as string) : minuteZone(fields.get('Z'))
  if (offset && zone)
    throw unreadable(
      text,
      'you cannot pass in a date/time string with time zone information together with a timezone argument',
    )
  return instantOf(text, {
    day: dayOf(text, fields, number),
    hour: number('H', 0),
    minute: number('M', 0),
    second: number('S', 0),
    millisecond: number('L', 0),
    zone: offset ?? zone,
  })
}

function minuteZone(minutes: string | undefined): Zone | undefined {
  return minutes === undefined ? undefined : () => Number(minutes) * 60_000
}

function dayOf(
  text: string,
  fields: Map<string, string>,
  number: (name: string, missing: number) => number,
): number {
  if (fields.has('G')) return isoWeekMs(number('G', 1970), number('V', 1), number('u', 1))
  if (!fields.has('Y')) throw unreadable(text, 'the year is missing')
  if (fields.has('j')) return dateMs(number('Y', 1970), 1, number('j', 1))
  return checkedDay(text, number('Y', 1970), monthOf(text, fields), number('d', 1))
}

function monthOf(text: string, fields: Map<string, string>): number {
  const name = fields.get('b') ?? fields.get('B')
  if (name === undefined) return Number(fields.get('m') ?? 1)
  const wanted = name.toLowerCase()
  const index = months.findIndex(
    (month) => (fields.has('b') ? month.slice(0, 3) : month).toLowerCase() === wanted,
  )
  if (index < 0) throw unreadable(text, 'the month is not known')
  return index + 1
}
