import { model, Schema } from 'mongoose'
import { newId } from '../ids.ts'

/** A domain event as it was committed: exactly the events of committed commands, in order of `_id`. */
export interface OutboxEvent {
  _id: string
  type: string
  payload: unknown
  occurredAt: Date
  requestId: string | null
}

const schema = new Schema<OutboxEvent>(
  {
    _id: { type: String, default: newId },
    type: { type: String, required: true },
    payload: { type: Schema.Types.Mixed },
    occurredAt: { type: Date, required: true },
    requestId: { type: String, default: null },
  },
  { strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
)
schema.index({ type: 1, occurredAt: 1 })

export const OutboxEventModel = model<OutboxEvent>('OutboxEvent', schema, 'outbox_events')
