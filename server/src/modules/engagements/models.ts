import { operatingModels } from '@linggong/shared/api/engagements'
import type { StateOf } from '@linggong/shared/states/machine'
import { engagementMachine, subLedgerMachine } from '@linggong/shared/states/organisation'
import { model, Schema } from 'mongoose'
import { baseSchemaOptions, encryptedString, idField, stateField } from '../../database/schema.ts'
import type { Sealed } from '../../database/vault.ts'

/** The terms of a provider's service item as this engagement took them. */
export interface Terms {
  serviceItemId: string
  serviceItemName: string
  invoiceCategory: string
  /** Basis points. */
  feeRate: number
  invoiceCutoffDay: number
  /** Fen. */
  minimumInvoice: number
}

/** Contract between an enterprise and a provider; an active one is a project. */
export interface Engagement extends Terms {
  _id: string
  state: StateOf<typeof engagementMachine>
  operatingModel: (typeof operatingModels)[number]
  enterpriseId: string
  enterpriseName: string
  providerId: string
  providerName: string
  scenario: string
  formOfWork: string
  /** YYYY-MM-DD; of the contract being signed or in force. */
  termFrom: string | null
  termTo: string | null
  envelopeId: string | null
  rejectReason: string | null
  appliedAt: Date
  /** False once terminated: only then may the same two begin anew. */
  open: boolean
}

const text = { type: String, required: true } as const

const engagementSchema = new Schema<Engagement>(
  {
    _id: idField,
    state: stateField(engagementMachine),
    operatingModel: { type: String, enum: operatingModels, required: true },
    enterpriseId: text,
    enterpriseName: text,
    providerId: text,
    providerName: text,
    serviceItemId: text,
    serviceItemName: text,
    invoiceCategory: text,
    feeRate: { type: Number, required: true },
    invoiceCutoffDay: { type: Number, required: true },
    minimumInvoice: { type: Number, required: true },
    scenario: text,
    formOfWork: text,
    termFrom: { type: String, default: null },
    termTo: { type: String, default: null },
    envelopeId: { type: String, default: null },
    rejectReason: { type: String, default: null },
    appliedAt: { type: Date, required: true },
    open: { type: Boolean, default: true },
  },
  baseSchemaOptions,
)
engagementSchema.index(
  { enterpriseId: 1, providerId: 1 },
  { unique: true, partialFilterExpression: { open: true } },
)
engagementSchema.index({ providerId: 1, state: 1 })
engagementSchema.index({ envelopeId: 1 })

export const EngagementModel = model<Engagement>('Engagement', engagementSchema, 'engagements')

/** Account at the provider's bank that holds one engagement's money. */
export interface SubLedger {
  _id: string
  state: StateOf<typeof subLedgerMachine>
  engagementId: string
  enterpriseId: string
  providerId: string
  enterpriseName: string
  providerName: string
  providerAccountNo: string
  accountNo: string | null
  /** JSON of name, number and bank of the corporate account for top-up and refund. */
  boundAccount: Sealed
  /** Counts requests to open it: each has a request id of its own, for what was refused is asked for differently. */
  openingTry: number
  problem: string | null
}

const subLedgerSchema = new Schema<SubLedger>(
  {
    _id: idField,
    state: stateField(subLedgerMachine),
    engagementId: text,
    enterpriseId: text,
    providerId: text,
    enterpriseName: text,
    providerName: text,
    providerAccountNo: text,
    accountNo: { type: String, default: null },
    boundAccount: encryptedString({ required: true }),
    openingTry: { type: Number, default: 1 },
    problem: { type: String, default: null },
  },
  baseSchemaOptions,
)
subLedgerSchema.index({ engagementId: 1 }, { unique: true })
subLedgerSchema.index(
  { accountNo: 1 },
  { unique: true, partialFilterExpression: { accountNo: { $type: 'string' } } },
)
subLedgerSchema.index({ enterpriseId: 1 })
subLedgerSchema.index({ providerId: 1 })

export const SubLedgerModel = model<SubLedger>('SubLedger', subLedgerSchema, 'sub_ledgers')
