import { model, Schema } from 'mongoose'

/** A notice of the bank whose effect is committed; the same notice again changes nothing. */
export interface SeenNotice {
  _id: string
  kind: string
  requestId: string | null
  at: Date
}

const schema = new Schema<SeenNotice>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    requestId: { type: String, default: null },
    at: { type: Date, required: true },
  },
  { strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
)

export const SeenNoticeModel = model<SeenNotice>('BankNotice', schema, 'bank_notices')
