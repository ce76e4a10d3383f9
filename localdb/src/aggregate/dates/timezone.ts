import { locationError } from '../../bson/errors.ts'

/** Offset of a time zone from UTC in ms at an instant (ms since the epoch). */
export type Zone = (instant: number) => number

export const utc: Zone = () => 0

const zones = new Map<string, Zone>()

/** Finds a zone by its Olson name or offset ("+08:00", "+0800", "+08"). @throws MongoError 40485. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  const zone = makeZone(name)
  if (zones.size < 1000) zones.set(name, zone)
  return zone
}

function makeZone(name: string): Zone {
  if (name === 'UTC' || name === 'GMT' || name === 'Z') return utc
  const offset = /^([+-])(\d{2}):?(\d{2})?$/.exec(name)
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
    const ms = minutes * 60_000 * (offset[1] === '-' ? -1 : 1)
    return () => ms
  }
  return olsonZone(name)
}

function olsonZone(name: string): Zone {
  const format = formatter(name)
  return (instant) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]))
    const year = Number(parts['year']) * (parts['era'] === 'BC' ? -1 : 1) + (parts['era'] === 'BC' ? 1 : 0)
    const local = dateMs(year, Number(parts['month']), Number(parts['day'])) + timeMs(parts)
    return local - Math.floor(instant / 1000) * 1000
  }
}

function timeMs(parts: Record<string, string>): number {
  return (Number(parts['hour']) * 3600 + Number(parts['minute']) * 60 + Number(parts['second'])) * 1000
}

function formatter(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    throw locationError(40485, `unrecognized time zone identifier: "${name}"`)
  }
}

/** Midnight of a calendar day as ms since the epoch; months and days may be out of range and carry over. */
export function dateMs(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime()
}

/** The instant of a local time (ms of a calendar read as UTC); a time that a clock change skips moves forward. */
export function fromLocal(local: number, zone: Zone): number {
  const first = local - zone(local)
  const second = local - zone(first)
  return second + zone(second) === local ? second : Math.max(first, second)
}
