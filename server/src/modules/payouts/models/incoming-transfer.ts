import type { StateOf } from '@linggong/shared/states/machine'
import { incomingTransferMachine } from '@linggong/shared/states/payout'
import { model, Schema } from 'mongoose'
import { baseSchemaOptions, encryptedString, stateField } from '../../../database/schema.ts'
import type { Sealed } from '../../../database/vault.ts'
import type { Place } from '../../ledger/public.ts'
import { placeSchema } from './place.ts'

/** Money that arrived at a sub-ledger's account (来账). `_id` is the bank's notice id. Amount in fen. */
export interface IncomingTransfer {
  _id: string
  state: StateOf<typeof incomingTransferMachine>
  enterpriseId: string
  providerId: string
  place: Place
  amount: number
  bankSerial: string
  payerName: Sealed
  payerAccount: Sealed
  at: Date
  /** A send-back that is on its way at the bank. */
  sendingBack: boolean
  /** Why the last send-back did not succeed. */
  problem: string | null
  reason: string | null
}

const schema = new Schema<IncomingTransfer>(
  {
    _id: { type: String, required: true },
    state: stateField(incomingTransferMachine),
    enterpriseId: { type: String, required: true },
    providerId: { type: String, required: true },
    place: { type: placeSchema, required: true },
    amount: { type: Number, required: true },
    bankSerial: { type: String, required: true },
    payerName: encryptedString({ required: true }),
    payerAccount: encryptedString({ required: true }),
    at: { type: Date, required: true },
    sendingBack: { type: Boolean, default: false, required: true },
    problem: { type: String, default: null },
    reason: { type: String, default: null },
  },
  baseSchemaOptions,
)
schema.index({ bankSerial: 1 }, { unique: true })
schema.index({ providerId: 1, state: 1, at: -1 })

export const IncomingTransferModel = model<IncomingTransfer>('IncomingTransfer', schema, 'incoming_transfers')

export const transferFields = {
  payerName: 'incoming_transfers.payerName',
  payerAccount: 'incoming_transfers.payerAccount',
} as const
