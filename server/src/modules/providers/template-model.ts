import type { templateKinds } from '@linggong/shared/api/organisations'
import { model, Schema } from 'mongoose'
import { baseSchemaOptions, idField } from '../../database/schema.ts'

export type TemplateKind = (typeof templateKinds)[number]

/** One version of a provider's contract text; a contract keeps the version it was made from. */
export interface ContractTemplate {
  _id: string
  providerId: string
  kind: TemplateKind
  /** Counts from 1; the highest is in use. */
  templateVersion: number
  title: string
  body: string
  createdAt: Date
}

const templateSchema = new Schema<ContractTemplate>(
  {
    _id: idField,
    providerId: { type: String, required: true },
    kind: { type: String, required: true },
    templateVersion: { type: Number, required: true },
    title: { type: String, required: true },
    body: { type: String, required: true },
  },
  baseSchemaOptions,
)
templateSchema.index({ providerId: 1, kind: 1, templateVersion: -1 }, { unique: true })

export const ContractTemplateModel = model<ContractTemplate>(
  'ContractTemplate',
  templateSchema,
  'contract_templates',
)
