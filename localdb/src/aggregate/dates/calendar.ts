import { dateMs } from './timezone.ts'

export const dayMs = 86_400_000

/** The parts of a local time; months from 1, Sunday is weekday 1. */
export type CalendarParts = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
  dayOfWeek: number
  dayOfYear: number
}

/** Splits a local time (ms of a calendar read as UTC). */
export function calendarParts(local: number): CalendarParts {
  const date = new Date(local)
  const year = date.getUTCFullYear()
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    dayOfWeek: date.getUTCDay() + 1,
    dayOfYear: Math.floor((local - dateMs(year, 1, 1)) / dayMs) + 1,
  }
}

/** ISO 8601 week: Monday is day 1, week 1 has the first Thursday. */
export function isoWeek(local: number): { year: number; week: number; day: number } {
  const parts = calendarParts(local)
  const day = parts.dayOfWeek === 1 ? 7 : parts.dayOfWeek - 1
  const thursday = local + (4 - day) * dayMs
  const { year, dayOfYear } = calendarParts(thursday)
  return { year, week: Math.floor((dayOfYear - 1) / 7) + 1, day }
}

/** Midnight of a day of an ISO week. */
export function isoWeekMs(year: number, week: number, day: number): number {
  const january4 = dateMs(year, 1, 4)
  return january4 + (1 - isoWeek(january4).day + (week - 1) * 7 + (day - 1)) * dayMs
}

/** Week of the year, weeks beginning on Sunday; the days before the first Sunday are week 0. */
export function sundayWeek(local: number): number {
  const { dayOfYear, dayOfWeek } = calendarParts(local)
  return Math.floor((dayOfYear - dayOfWeek + 7) / 7)
}

/** Adds months, cutting the day to the end of the new month. */
export function addMonths(local: number, months: number): number {
  const { year, month, day } = calendarParts(local)
  const time = local - dateMs(year, month, day)
  const first = dateMs(year, month + months, 1)
  const target = calendarParts(first)
  const lastDay = calendarParts(dateMs(target.year, target.month + 1, 0)).day
  return dateMs(target.year, target.month, Math.min(day, lastDay)) + time
}
