import { model, Schema } from 'mongoose'

/**
 * The right to be paid. Its key is unique, so that of two batches that claim the same only one can be
 * confirmed. A claim ends when its payment failed or was removed.
 */
export interface Claim {
  _id: string
  itemId: string
  batchId: string
}

const schema = new Schema<Claim>(
  {
    _id: { type: String, required: true },
    itemId: { type: String, required: true },
    batchId: { type: String, required: true },
  },
  { strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
)
schema.index({ itemId: 1 })
schema.index({ batchId: 1 })

export const ClaimModel = model<Claim>('PayoutClaim', schema, 'payout_claims')
