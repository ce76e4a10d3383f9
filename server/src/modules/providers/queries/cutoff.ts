import { dayOf, startOfDay } from '@linggong/shared/time'

/** Whole days from today (Asia/Shanghai) to this month's invoice cut-off day; negative once it has passed. */
export function daysToCutoff(cutoffDay: number, now: Date): number {
  const today = dayOf(now)
  const cutoff = startOfDay(`${today.slice(0, 8)}${String(cutoffDay).padStart(2, '0')}`)
  return Math.round((cutoff.getTime() - startOfDay(today).getTime()) / 86_400_000)
}
