import { model, Schema } from 'mongoose'
import { baseSchemaOptions, idField } from '../../../database/schema.ts'

/** Fresh proof asked for one operation on one object as one screen showed it. */
export interface StepUp {
  _id: string
  accountId: string
  operation: string
  subjectId: string
  /** What the screen showed: totals, version. */
  digest: string
  expiresAt: Date
  usedAt: Date | null
  createdAt: Date
}

const schema = new Schema<StepUp>(
  {
    _id: idField,
    accountId: { type: String, required: true },
    operation: { type: String, required: true },
    subjectId: { type: String, required: true },
    digest: { type: String, default: '' },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  baseSchemaOptions,
)
schema.index({ accountId: 1, _id: -1 })

export const StepUpModel = model<StepUp>('StepUp', schema, 'step_ups')
