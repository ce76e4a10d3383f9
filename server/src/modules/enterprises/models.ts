import { onboardingMachine } from '@linggong/shared/states/organisation'
import type { StateOf } from '@linggong/shared/states/machine'
import { model, Schema } from 'mongoose'
import { baseSchemaOptions, encryptedString, idField, stateField } from '../../database/schema.ts'
import type { Sealed } from '../../database/vault.ts'

/** One submission with its decision. */
export interface OnboardingVersion {
  form: Sealed
  submittedAt: Date
  submittedBy: string
  decision: 'approved' | 'rejected' | null
  reason: string | null
  decidedAt: Date | null
  decidedBy: string | null
}

/** An enterprise's application to the platform. The last version is the one that counts. */
export interface Onboarding {
  _id: string
  state: StateOf<typeof onboardingMachine>
  applicantAccountId: string
  organisationId: string | null
  /** Company data for lists and searches; people's data are in the versions. */
  name: string
  creditCode: string
  versions: OnboardingVersion[]
  submittedAt: Date | null
  createdAt: Date
}

const versionSchema = new Schema<OnboardingVersion>(
  {
    form: encryptedString({ required: true }),
    submittedAt: { type: Date, required: true },
    submittedBy: { type: String, required: true },
    decision: { type: String, default: null },
    reason: { type: String, default: null },
    decidedAt: { type: Date, default: null },
    decidedBy: { type: String, default: null },
  },
  { _id: false },
)

const onboardingSchema = new Schema<Onboarding>(
  {
    _id: idField,
    state: stateField(onboardingMachine),
    applicantAccountId: { type: String, required: true },
    organisationId: { type: String, default: null },
    name: { type: String, required: true },
    creditCode: { type: String, required: true },
    versions: { type: [versionSchema], default: [] },
    submittedAt: { type: Date, default: null },
  },
  baseSchemaOptions,
)
onboardingSchema.index({ applicantAccountId: 1 }, { unique: true })
onboardingSchema.index({ state: 1, submittedAt: 1 })
onboardingSchema.index({ organisationId: 1 })

export const OnboardingModel = model<Onboarding>('Onboarding', onboardingSchema, 'onboardings')

/** An approved enterprise; its organisation's id is its own. */
export interface Enterprise {
  _id: string
  name: string
  creditCode: string
  scenario: string
  formOfWork: string
  /** The approved form. */
  form: Sealed
  createdAt: Date
}

const enterpriseSchema = new Schema<Enterprise>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    creditCode: { type: String, required: true },
    scenario: { type: String, required: true },
    formOfWork: { type: String, required: true },
    form: encryptedString({ required: true }),
  },
  baseSchemaOptions,
)

export const EnterpriseModel = model<Enterprise>('Enterprise', enterpriseSchema, 'enterprises')
