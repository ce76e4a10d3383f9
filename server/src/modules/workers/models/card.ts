import { model, Schema } from 'mongoose'
import { baseSchemaOptions, encryptedString, idField } from '../../../database/schema.ts'
import type { Sealed } from '../../../database/vault.ts'

/** A debit card that the bank confirmed as the person's own (four-factor). */
export interface Card {
  _id: string
  personId: string
  number: Sealed
  numberIndex: string
  reservedPhone: Sealed
  bankName: string
  /** Last four digits. */
  tail: string
  /** False once the bank said that it takes no payments. */
  usable: boolean
  verifiedAt: Date
  createdAt: Date
}

const schema = new Schema<Card>(
  {
    _id: idField,
    personId: { type: String, required: true },
    number: encryptedString({ required: true }),
    numberIndex: { type: String, required: true },
    reservedPhone: encryptedString({ required: true }),
    bankName: { type: String, required: true },
    tail: { type: String, required: true },
    usable: { type: Boolean, default: true },
    verifiedAt: { type: Date, required: true },
  },
  baseSchemaOptions,
)
schema.index({ personId: 1, numberIndex: 1 }, { unique: true })

export const CardModel = model<Card>('Card', schema, 'cards')

export const cardFields = { number: 'cards.number', reservedPhone: 'cards.reservedPhone' } as const
