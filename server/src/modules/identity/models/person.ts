import { model, Schema } from 'mongoose'
import { baseSchemaOptions, encryptedString, idField } from '../../../database/schema.ts'
import type { Sealed } from '../../../database/vault.ts'

/** One natural person with a verified identity; the ID number is unique among all. */
export interface Person {
  _id: string
  name: Sealed
  idNumber: Sealed
  idIndex: string
  verifiedAt: Date
  verifiedBy: 'four-factor'
  createdAt: Date
}

const schema = new Schema<Person>(
  {
    _id: idField,
    name: encryptedString({ required: true }),
    idNumber: encryptedString({ required: true }),
    idIndex: { type: String, required: true },
    verifiedAt: { type: Date, required: true },
    verifiedBy: { type: String, enum: ['four-factor'], required: true },
  },
  baseSchemaOptions,
)
schema.index({ idIndex: 1 }, { unique: true })

export const PersonModel = model<Person>('Person', schema, 'persons')
