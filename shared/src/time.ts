import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc.js'

dayjs.extend(utc)

/** Asia/Shanghai has been UTC+8 without summer time since 1991. Days and months are counted there. */
const shanghaiOffsetMinutes = 8 * 60

function shanghai(time: Date | string | number): dayjs.Dayjs {
  return dayjs.utc(time).utcOffset(shanghaiOffsetMinutes)
}

/** 2026-11-03 in Shanghai. */
export function dayOf(time: Date | string | number): string {
  return shanghai(time).format('YYYY-MM-DD')
}

/** 2026-11 in Shanghai. */
export function monthOf(time: Date | string | number): string {
  return shanghai(time).format('YYYY-MM')
}

/** First moment of a Shanghai day given as YYYY-MM-DD. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00.000+08:00`)
}

/** Last millisecond of a Shanghai day given as YYYY-MM-DD. */
export function endOfDay(day: string): Date {
  return new Date(`${day}T23:59:59.999+08:00`)
}

/** [from, to) of a Shanghai month given as YYYY-MM. */
export function monthRange(month: string): { from: Date; to: Date } {
  const from = new Date(`${month}-01T00:00:00.000+08:00`)
  return { from, to: shanghai(from).add(1, 'month').toDate() }
}

/** "今天 14:20", "昨天 09:05", "11月3日 14:20", "2025年11月3日". */
export function formatTime(time: Date | string | number, now: Date | string | number = new Date()): string {
  const at = shanghai(time)
  const today = shanghai(now)
  if (at.isSame(today, 'day')) return at.format('[今天] HH:mm')
  if (at.isSame(today.subtract(1, 'day'), 'day')) return at.format('[昨天] HH:mm')
  return at.isSame(today, 'year') ? at.format('M月D日 HH:mm') : at.format('YYYY年M月D日')
}

/** "11月3日", or "2025年11月3日" in another year. Takes YYYY-MM-DD or a time. */
export function formatDay(time: Date | string | number, now: Date | string | number = new Date()): string {
  const at = shanghai(typeof time === 'string' && time.length === 10 ? startOfDay(time) : time)
  return at.isSame(shanghai(now), 'year') ? at.format('M月D日') : at.format('YYYY年M月D日')
}

/** "11月3日至11月9日", both with their year when it is not one year; one day is written once. Takes YYYY-MM-DD. */
export function formatDayRange(from: string, to: string): string {
  if (from === to) return formatDay(from)
  if (from.slice(0, 4) === to.slice(0, 4)) return `${formatDay(from)}至${formatDay(to)}`
  const inFull = (day: string): string => shanghai(startOfDay(day)).format('YYYY年M月D日')
  return `${inFull(from)}至${inFull(to)}`
}

/** Full calendar years from a YYYY-MM-DD birth date to a moment, in Shanghai. */
export function ageAt(birthDay: string, now: Date): number {
  return shanghai(now)
    .startOf('day')
    .diff(shanghai(startOfDay(birthDay)), 'year')
}

/** 2026-11-03 14:20:05 in Shanghai: for tables and files. */
export function formatExact(time: Date | string | number): string {
  return shanghai(time).format('YYYY-MM-DD HH:mm:ss')
}

/** Last day of a term of whole years that begins on `day` (YYYY-MM-DD): 2026-11-22 and one year → 2027-11-21. */
export function termEnd(day: string, years: number): string {
  return shanghai(startOfDay(day)).add(years, 'year').subtract(1, 'day').format('YYYY-MM-DD')
}
