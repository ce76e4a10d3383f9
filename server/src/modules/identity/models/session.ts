import { model, Schema } from 'mongoose'
import { baseSchemaOptions, idField } from '../../../database/schema.ts'

/** A signed-in device. Only the hash of its token is kept. */
export interface Session {
  _id: string
  tokenHash: string
  accountId: string
  kind: 'worker' | 'console'
  /** The organisation a console session acts for; null takes the account's first. */
  organisationId: string | null
  expiresAt: Date
  revokedAt: Date | null
  ip: string
  device: string
  createdAt: Date
}

const schema = new Schema<Session>(
  {
    _id: idField,
    tokenHash: { type: String, required: true },
    accountId: { type: String, required: true },
    kind: { type: String, enum: ['worker', 'console'], required: true },
    organisationId: { type: String, default: null },
    expiresAt: { type: Date, required: true },
    revokedAt: { type: Date, default: null },
    ip: { type: String, default: '' },
    device: { type: String, default: '' },
  },
  baseSchemaOptions,
)
schema.index({ tokenHash: 1 }, { unique: true })
schema.index({ accountId: 1, revokedAt: 1 })

export const SessionModel = model<Session>('Session', schema, 'sessions')
