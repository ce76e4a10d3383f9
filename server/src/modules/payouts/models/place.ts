import { Schema } from 'mongoose'
import type { Place } from '../../ledger/public.ts'

/** The engagement and the bank accounts that a payment's money moves between, as they were when it was confirmed. */
export const placeSchema = new Schema<Place>(
  {
    engagementId: { type: String, required: true },
    providerId: { type: String, required: true },
    subAccountNo: { type: String, required: true },
    providerAccountNo: { type: String, required: true },
  },
  { _id: false, strict: 'throw' },
)

/** A moment in the history of a batch or a payment, in words for its readers. */
export interface TimelineEntry {
  at: Date
  text: string
  /** What the payee reads of it; null when it does not concern them. */
  workerText?: string | null
}

export const timelineSchema = new Schema<TimelineEntry>(
  {
    at: { type: Date, required: true },
    text: { type: String, required: true },
    workerText: { type: String, default: null },
  },
  { _id: false, strict: 'throw' },
)
