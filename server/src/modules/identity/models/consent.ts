import { agreementCodes } from '@linggong/shared/api/public'
import { model, Schema } from 'mongoose'
import { appendOnly, baseSchemaOptions, idField } from '../../../database/schema.ts'

export type AgreementCode = (typeof agreementCodes)[number]

/** That an account agreed to one version of one text: when, from where, on which device. Never changed. */
export interface Consent {
  _id: string
  accountId: string
  code: AgreementCode
  version: string
  /** SHA-256 of the text, hexadecimal. */
  hash: string
  at: Date
  ip: string
  device: string
}

const schema = new Schema<Consent>(
  {
    _id: idField,
    accountId: { type: String, required: true },
    code: { type: String, enum: agreementCodes, required: true },
    version: { type: String, required: true },
    hash: { type: String, required: true },
    at: { type: Date, required: true },
    ip: { type: String, default: '' },
    device: { type: String, default: '' },
  },
  { ...baseSchemaOptions, timestamps: false, versionKey: false, optimisticConcurrency: false },
)
schema.index({ accountId: 1, code: 1, _id: -1 })
appendOnly(schema)

export const ConsentModel = model<Consent>('Consent', schema, 'consents')
