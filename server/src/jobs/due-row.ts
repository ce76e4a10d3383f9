import { model, Schema } from 'mongoose'
import { newId } from '../ids.ts'

/**
 * Something to be done at a business time: the truth of what is due. Unique by kind and key, so that asking
 * twice is asking once. Deliveries of domain events are rows of kind `event:<consumer>`.
 */
export interface DueRow {
  _id: string
  kind: string
  key: string
  /** Business time. */
  dueAt: Date
  payload: unknown
  state: 'open' | 'done' | 'dead'
  /** Runs that have begun. */
  attempts: number
  /** Real time until which `owner` works on it; the epoch when nobody does. */
  lockedUntil: Date
  owner: string | null
  lastError: string | null
  doneAt: Date | null
}

const schema = new Schema<DueRow>(
  {
    _id: { type: String, default: newId },
    kind: { type: String, required: true },
    key: { type: String, required: true },
    dueAt: { type: Date, required: true },
    payload: { type: Schema.Types.Mixed },
    state: { type: String, enum: ['open', 'done', 'dead'], default: 'open', required: true },
    attempts: { type: Number, default: 0 },
    lockedUntil: { type: Date, default: () => new Date(0) },
    owner: { type: String, default: null },
    lastError: { type: String, default: null },
    doneAt: { type: Date, default: null },
  },
  { strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
)
schema.index({ kind: 1, key: 1 }, { unique: true })
schema.index({ state: 1, dueAt: 1 })

export const DueRowModel = model<DueRow>('DueRow', schema, 'due_rows')
