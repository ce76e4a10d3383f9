import { model, Schema } from 'mongoose'
import { baseSchemaOptions, idField } from '../../../database/schema.ts'

/** How often one account, ID number or phone was put to the four-factor check on a Shanghai day. */
export interface VerificationCount {
  /** `<day>:<account|id|phone>:<id or blind index>` */
  _id: string
  count: number
}

const countSchema = new Schema<VerificationCount>(
  { _id: { type: String, required: true }, count: { type: Number, default: 0 } },
  { ...baseSchemaOptions, optimisticConcurrency: false },
)

export const VerificationCountModel = model<VerificationCount>(
  'VerificationCount',
  countSchema,
  'verification_counts',
)

/** One four-factor check: who asked, about whom (blind indexes), and the service's answer. */
export interface Verification {
  _id: string
  accountId: string
  idIndex: string
  cardIndex: string
  phoneIndex: string
  at: Date
  /** The service's code; null while it has not answered, or when its answer is unknown. */
  result: string | null
}

const schema = new Schema<Verification>(
  {
    _id: idField,
    accountId: { type: String, required: true },
    idIndex: { type: String, required: true },
    cardIndex: { type: String, required: true },
    phoneIndex: { type: String, required: true },
    at: { type: Date, required: true },
    result: { type: String, default: null },
  },
  baseSchemaOptions,
)
schema.index({ accountId: 1, _id: -1 })

export const VerificationModel = model<Verification>('Verification', schema, 'verifications')
