import { dayOf } from '@linggong/shared/time'
import { takeDayNumber, takeNumbers } from '../../database/number-series.ts'

/** FY, the day in Shanghai and 6 digits. */
export function takeBatchNumber(now: Date): Promise<string> {
  return takeDayNumber('FY', now)
}

/** Payment numbers of 18 digits: the day in Shanghai and 10 more. */
export async function takePaymentNumbers(now: Date, count: number): Promise<string[]> {
  const day = dayOf(now).replaceAll('-', '')
  const first = await takeNumbers(`item:${day}`, count)
  return Array.from({ length: count }, (_, index) => day + String(first + index).padStart(10, '0'))
}

/** The id of the n-th request of a series at the bank: two digits follow. */
export function requestId(series: string, attempt: number): string {
  if (attempt > 99) throw new RangeError(`too many attempts in ${series}`)
  return series + String(attempt).padStart(2, '0')
}
