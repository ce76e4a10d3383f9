import { model, Schema } from 'mongoose'
import { encryptedString, idField } from '../../../database/schema.ts'
import type { Sealed } from '../../../database/vault.ts'

/** A row of an uploaded file until its batch is confirmed or discarded. */
export interface PayoutRow {
  _id: string
  batchId: string
  uploadId: string
  row: number
  /** JSON of the values as the enterprise wrote them. */
  values: Sealed
  /** Digest of ID number and task number, to find the same payee and task twice; null when one is missing. */
  payeeKey: string | null
  orderNumber: string
  /** A refused cell found while reading the file. */
  cellProblem: string | null
  checked: boolean
  /** Why it did not pass, in words. */
  problem: string | null
  /** The payment made of it when it passed. */
  itemId: string | null
}

const schema = new Schema<PayoutRow>(
  {
    _id: idField,
    batchId: { type: String, required: true },
    uploadId: { type: String, required: true },
    row: { type: Number, required: true },
    values: encryptedString({ required: true }),
    payeeKey: { type: String, default: null },
    orderNumber: { type: String, default: '' },
    cellProblem: { type: String, default: null },
    checked: { type: Boolean, default: false, required: true },
    problem: { type: String, default: null },
    itemId: { type: String, default: null },
  },
  { strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
)
schema.index({ batchId: 1, uploadId: 1, checked: 1, row: 1 })
schema.index({ itemId: 1 }, { partialFilterExpression: { itemId: { $type: 'string' } } })

export const PayoutRowModel = model<PayoutRow>('PayoutRow', schema, 'payout_rows')

export const rowValuesField = 'payout_rows.values'
