import { model, Schema } from 'mongoose'
import { baseSchemaOptions } from '../../database/schema.ts'

/** An organisation's electronic seal (云签); `_id` is the organisation. */
export interface Seal {
  _id: string
  imageFileId: string
  createdAt: Date
}

const sealSchema = new Schema<Seal>(
  { _id: { type: String, required: true }, imageFileId: { type: String, required: true } },
  baseSchemaOptions,
)

export const SealModel = model<Seal>('Seal', sealSchema, 'seals')
