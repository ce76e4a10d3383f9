import { dayOf } from '@linggong/shared/time'
import { isDuplicateKey } from '../../errors.ts'
import { CounterModel } from './models/counter.ts'

/** Takes `count` numbers of a series outside any transaction (gaps do no harm); answers the first. */
async function take(series: string, count: number): Promise<number> {
  const update = { $inc: { value: count } }
  try {
    const row = await CounterModel.findByIdAndUpdate(series, update, {
      upsert: true,
      returnDocument: 'after',
    }).lean()
    return (row?.value ?? count) - count + 1
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    return take(series, count)
  }
}

function compactDay(now: Date): string {
  return dayOf(now).replaceAll('-', '')
}

/** FY, the day in Shanghai and 6 digits. */
export async function takeBatchNumber(now: Date): Promise<string> {
  const day = compactDay(now)
  return `FY${day}${String(await take(`batch:${day}`, 1)).padStart(6, '0')}`
}

/** Payment numbers of 18 digits: the day in Shanghai and 10 more. */
export async function takePaymentNumbers(now: Date, count: number): Promise<string[]> {
  const day = compactDay(now)
  const first = await take(`item:${day}`, count)
  return Array.from({ length: count }, (_, index) => day + String(first + index).padStart(10, '0'))
}

/** The id of the n-th request of a series at the bank: two digits follow. */
export function requestId(series: string, attempt: number): string {
  if (attempt > 99) throw new RangeError(`too many attempts in ${series}`)
  return series + String(attempt).padStart(2, '0')
}
