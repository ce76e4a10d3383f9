import type { OrganisationKind } from '@linggong/shared/permissions'
import { model, Schema } from 'mongoose'
import { baseSchemaOptions, idField } from '../../../database/schema.ts'

/** An enterprise, a provider, the platform itself or a regulator, with its verified data. */
export interface Organisation {
  _id: string
  kind: OrganisationKind
  name: string
  creditCode: string
  /** Public facts of the kind (address, legal form …); personal data lies with the module that owns it. */
  data: Record<string, unknown>
  createdAt: Date
}

const schema = new Schema<Organisation>(
  {
    _id: idField,
    kind: { type: String, enum: ['enterprise', 'provider', 'platform', 'regulator'], required: true },
    name: { type: String, required: true },
    creditCode: { type: String, required: true },
    data: { type: Schema.Types.Mixed, default: {} },
  },
  baseSchemaOptions,
)
schema.index({ creditCode: 1 }, { unique: true })
schema.index({ kind: 1, _id: 1 })

export const OrganisationModel = model<Organisation>('Organisation', schema, 'organisations')

/** An account that may act for an organisation. */
export interface Member {
  _id: string
  organisationId: string
  accountId: string
  role: 'administrator'
  removedAt: Date | null
  createdAt: Date
}

const memberSchema = new Schema<Member>(
  {
    _id: idField,
    organisationId: { type: String, required: true },
    accountId: { type: String, required: true },
    role: { type: String, enum: ['administrator'], required: true },
    removedAt: { type: Date, default: null },
  },
  baseSchemaOptions,
)
memberSchema.index({ organisationId: 1, accountId: 1 }, { unique: true })
memberSchema.index({ accountId: 1 })

export const MemberModel = model<Member>('Member', memberSchema, 'members')
