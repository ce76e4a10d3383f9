import { model, Schema } from 'mongoose'
import { dayOf } from '@linggong/shared/time'
import { isDuplicateKey } from '../errors.ts'

interface NumberSeries {
  _id: string
  value: number
}

const schema = new Schema<NumberSeries>(
  { _id: { type: String, required: true }, value: { type: Number, required: true } },
  { strict: 'throw', autoIndex: false, autoCreate: false, versionKey: false },
)

const NumberSeriesModel = model<NumberSeries>('NumberSeries', schema, 'number_series')

/** Takes `count` numbers of a series outside any transaction (gaps do no harm) and answers the first, from 1. */
export async function takeNumbers(series: string, count: number): Promise<number> {
  const update = { $inc: { value: count } }
  try {
    const row = await NumberSeriesModel.findByIdAndUpdate(series, update, {
      upsert: true,
      returnDocument: 'after',
    }).lean<NumberSeries>()
    return (row?.value ?? count) - count + 1
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    return takeNumbers(series, count)
  }
}

/** A number people read: prefix, the day in Shanghai, and 6 digits counted within the day. */
export async function takeDayNumber(prefix: string, now: Date): Promise<string> {
  const day = dayOf(now).replaceAll('-', '')
  return `${prefix}${day}${String(await takeNumbers(`${prefix}${day}`, 1)).padStart(6, '0')}`
}
