import { model, Schema } from 'mongoose'
import { baseSchemaOptions } from '../../../database/schema.ts'

/** That a worker is one of an organisation's: it assigned or paid them, or contracted with them. */
export interface WorkerLink {
  /** `<organisation>:<person>` */
  _id: string
  organisationId: string
  personId: string
  /** When they first had to do with each other. */
  since: Date
}

const schema = new Schema<WorkerLink>(
  {
    _id: { type: String, required: true },
    organisationId: { type: String, required: true },
    personId: { type: String, required: true },
    since: { type: Date, required: true },
  },
  { ...baseSchemaOptions, timestamps: false, optimisticConcurrency: false },
)
schema.index({ organisationId: 1, since: -1, _id: 1 })

export const WorkerLinkModel = model<WorkerLink>('WorkerLink', schema, 'worker_links')
