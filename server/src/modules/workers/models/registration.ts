import { registrationMachine } from '@linggong/shared/states/registration'
import type { StateOf } from '@linggong/shared/states/machine'
import { model, Schema } from 'mongoose'
import { baseSchemaOptions, stateField } from '../../../database/schema.ts'

export type RegistrationState = StateOf<typeof registrationMachine>

/** The identity card photos in use. */
export interface IdCardPhotos {
  captureSessionId: string
  frontFileId: string
  backFileId: string
  /** YYYY-MM-DD; null for cards without an end. */
  validTo: string | null
}

/** How far a worker account is registered; one a account, under the account's id. */
export interface Registration {
  _id: string
  state: RegistrationState
  personId: string | null
  /** The one card that payments confirmed from now on go to. */
  settlementCardId: string | null
  idCard: IdCardPhotos | null
  agreedAt: Date | null
  doneAt: Date | null
  createdAt: Date
}

const idCardSchema = new Schema<IdCardPhotos>(
  {
    captureSessionId: { type: String, required: true },
    frontFileId: { type: String, required: true },
    backFileId: { type: String, required: true },
    validTo: { type: String, default: null },
  },
  { _id: false, strict: 'throw' },
)

const schema = new Schema<Registration>(
  {
    _id: { type: String, required: true },
    state: stateField(registrationMachine),
    personId: { type: String, default: null },
    settlementCardId: { type: String, default: null },
    idCard: { type: idCardSchema, default: null },
    agreedAt: { type: Date, default: null },
    doneAt: { type: Date, default: null },
  },
  baseSchemaOptions,
)
schema.index({ personId: 1 })

export const RegistrationModel = model<Registration>('Registration', schema, 'registrations')
