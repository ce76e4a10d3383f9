import { model, Schema } from 'mongoose'
import { baseSchemaOptions, encryptedString, idField } from '../../../database/schema.ts'
import type { Sealed } from '../../../database/vault.ts'

/**
 * A way to log in. A phone has one worker account and up to three console accounts; an account that lost its
 * phone (不是我的) has none and cannot log in until it gets another.
 */
export interface Account {
  _id: string
  kind: 'worker' | 'console'
  phone: Sealed | null
  phoneIndex: string | null
  /** The person whose identity was verified. */
  personId: string | null
  /** How colleagues know a console account. */
  name: Sealed | null
  passwordHash: string | null
  /** The first password was given by somebody else. */
  mustChangePassword: boolean
  /** What the worker scanned last. */
  scene: string | null
  /** The organisation a console account worked for last. */
  lastOrganisationId: string | null
  createdAt: Date
}

const schema = new Schema<Account>(
  {
    _id: idField,
    kind: { type: String, enum: ['worker', 'console'], required: true },
    phone: { ...encryptedString(), default: null },
    phoneIndex: { type: String, default: null },
    personId: { type: String, default: null },
    name: { ...encryptedString(), default: null },
    passwordHash: { type: String, default: null },
    mustChangePassword: { type: Boolean, default: false },
    scene: { type: String, default: null },
    lastOrganisationId: { type: String, default: null },
  },
  baseSchemaOptions,
)
schema.index(
  { phoneIndex: 1 },
  {
    name: 'one_worker_per_phone',
    unique: true,
    partialFilterExpression: { kind: 'worker', phoneIndex: { $type: 'string' } },
  },
)
schema.index(
  { personId: 1 },
  {
    name: 'one_worker_per_person',
    unique: true,
    partialFilterExpression: { kind: 'worker', personId: { $type: 'string' } },
  },
)
schema.index({ phoneIndex: 1, kind: 1 })
schema.index({ personId: 1, kind: 1 })

export const AccountModel = model<Account>('Account', schema, 'accounts')
