import { model, Schema } from 'mongoose'
import { baseSchemaOptions } from '../../../database/schema.ts'

/** Password tries on a phone within the window that `since` opened. */
export interface LoginFailures {
  /** Blind index of the phone. */
  _id: string
  since: Date
  count: number
}

const schema = new Schema<LoginFailures>(
  {
    _id: { type: String, required: true },
    since: { type: Date, required: true },
    count: { type: Number, default: 0 },
  },
  { ...baseSchemaOptions, optimisticConcurrency: false },
)

export const LoginFailuresModel = model<LoginFailures>('LoginFailures', schema, 'login_failures')
