import { model, Schema } from 'mongoose'
import { baseSchemaOptions, idField } from '../../../database/schema.ts'

/** A code that was sent. Only the newest of a phone, purpose and subject counts; only its keyed hash is kept. */
export interface SmsCode {
  _id: string
  phoneIndex: string
  purpose: string
  subjectId: string | null
  codeHash: string
  expiresAt: Date
  usedAt: Date | null
  createdAt: Date
}

const codeSchema = new Schema<SmsCode>(
  {
    _id: idField,
    phoneIndex: { type: String, required: true },
    purpose: { type: String, required: true },
    subjectId: { type: String, default: null },
    codeHash: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  baseSchemaOptions,
)
codeSchema.index({ phoneIndex: 1, purpose: 1, subjectId: 1, _id: -1 })

export const SmsCodeModel = model<SmsCode>('SmsCode', codeSchema, 'sms_codes')

/**
 * Tries of a code, written outside the command's transaction: a wrong try counts although the command rolls
 * back. `guesses` holds one mark per request and guess, so that a repeated transaction counts once.
 */
export interface SmsCodeTries {
  _id: string
  count: number
  guesses: string[]
  createdAt: Date
}

const triesSchema = new Schema<SmsCodeTries>(
  {
    _id: { type: String, required: true },
    count: { type: Number, default: 0 },
    guesses: { type: [String], default: [] },
  },
  { ...baseSchemaOptions, optimisticConcurrency: false },
)

export const SmsCodeTriesModel = model<SmsCodeTries>('SmsCodeTries', triesSchema, 'sms_code_tries')

/** How often SMS were sent: to a phone since the last one, to a phone or from an address in a day or an hour. */
export interface SmsQuota {
  _id: string
  lastAt: Date
  count: number
}

const quotaSchema = new Schema<SmsQuota>(
  {
    _id: { type: String, required: true },
    lastAt: { type: Date, required: true },
    count: { type: Number, default: 0 },
  },
  { ...baseSchemaOptions, optimisticConcurrency: false },
)

export const SmsQuotaModel = model<SmsQuota>('SmsQuota', quotaSchema, 'sms_quotas')
