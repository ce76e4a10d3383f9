import type { StateOf } from '@linggong/shared/states/machine'
import { batchMachine } from '@linggong/shared/states/payout'
import { model, Schema } from 'mongoose'
import { baseSchemaOptions, idField, stateField } from '../../../database/schema.ts'
import type { Place } from '../../ledger/public.ts'
import { placeSchema, timelineSchema, type TimelineEntry } from './place.ts'

export type BatchState = StateOf<typeof batchMachine>

/** One Excel's payments (发佣批次). Amounts in fen. */
export interface Batch {
  _id: string
  number: string
  state: BatchState
  enterpriseId: string
  enterpriseName: string
  providerId: string
  providerName: string
  engagementId: string
  /** Basis points, as agreed in the contract when the batch was made. */
  feeRate: number
  notifyWorkers: boolean
  fileName: string | null
  /** Uploads whose rows belong to the batch: the file, then corrected failed-rows files. */
  uploads: string[]
  /** Grows with every change of what would be paid: the confirmation is bound to it. */
  content: number
  rowCount: number
  checked: number
  errorCount: number
  itemCount: number
  commission: number
  fee: number
  tax: number
  /** Why it stands still or was refused, in words. */
  problem: string | null
  /** Set at confirmation. */
  place: Place | null
  confirmedBy: string | null
  scheduledAt: Date | null
  confirmedAt: Date | null
  finishedAt: Date | null
  timeline: TimelineEntry[]
  createdAt: Date
  updatedAt: Date
}

const number = { type: Number, required: true, default: 0 } as const
const schema = new Schema<Batch>(
  {
    _id: idField,
    number: { type: String, required: true },
    state: stateField(batchMachine),
    enterpriseId: { type: String, required: true },
    enterpriseName: { type: String, required: true },
    providerId: { type: String, required: true },
    providerName: { type: String, required: true },
    engagementId: { type: String, required: true },
    feeRate: { type: Number, required: true },
    notifyWorkers: { type: Boolean, required: true },
    fileName: { type: String, default: null },
    uploads: { type: [String], default: [] },
    content: number,
    rowCount: number,
    checked: number,
    errorCount: number,
    itemCount: number,
    commission: number,
    fee: number,
    tax: number,
    problem: { type: String, default: null },
    place: { type: placeSchema, default: null },
    confirmedBy: { type: String, default: null },
    scheduledAt: { type: Date, default: null },
    confirmedAt: { type: Date, default: null },
    finishedAt: { type: Date, default: null },
    timeline: { type: [timelineSchema], default: [] },
  },
  baseSchemaOptions,
)
schema.index({ number: 1 }, { unique: true })
schema.index({ enterpriseId: 1, _id: -1 })
schema.index({ providerId: 1, _id: -1 })
schema.index({ state: 1 })

export const BatchModel = model<Batch>('PayoutBatch', schema, 'payout_batches')
