import { model, Schema } from 'mongoose'

/** The last number given out in a series. */
interface Counter {
  _id: string
  value: number
}

const schema = new Schema<Counter>(
  { _id: { type: String, required: true }, value: { type: Number, required: true } },
  { strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
)

export const CounterModel = model<Counter>('PayoutCounter', schema, 'payout_counters')
