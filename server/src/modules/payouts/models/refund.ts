import type { StateOf } from '@linggong/shared/states/machine'
import { refundMachine } from '@linggong/shared/states/payout'
import { model, Schema } from 'mongoose'
import { baseSchemaOptions, idField, stateField } from '../../../database/schema.ts'
import type { Place } from '../../ledger/public.ts'
import { placeSchema } from './place.ts'

/** Money back from a sub-ledger to its bound corporate account (余额退款). Amount in fen. */
export interface Refund {
  _id: string
  state: StateOf<typeof refundMachine>
  subLedgerId: string
  enterpriseId: string
  providerId: string
  place: Place
  amount: number
  /** Why it failed, in words. */
  reason: string | null
  createdAt: Date
}

const schema = new Schema<Refund>(
  {
    _id: idField,
    state: stateField(refundMachine),
    subLedgerId: { type: String, required: true },
    enterpriseId: { type: String, required: true },
    providerId: { type: String, required: true },
    place: { type: placeSchema, required: true },
    amount: { type: Number, required: true },
    reason: { type: String, default: null },
  },
  baseSchemaOptions,
)
schema.index({ subLedgerId: 1, _id: -1 })

export const RefundModel = model<Refund>('Refund', schema, 'refunds')
