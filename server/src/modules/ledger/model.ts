import { model, Schema } from 'mongoose'
import { appendOnly } from '../../database/schema.ts'
import type { EntryLinks, Line } from './entry.ts'

/** A posted entry; `_id` is its business key. Never changed. */
export interface LedgerEntry {
  _id: string
  reason: string
  lines: Line[]
  links: EntryLinks
  at: Date
}

const kernelOptions = {
  strict: 'throw',
  strictQuery: 'throw',
  versionKey: false,
  minimize: false,
  autoIndex: false,
  autoCreate: false,
} as const

const linksSchema = new Schema<EntryLinks>(
  {
    reference: String,
    batchId: String,
    itemId: String,
    attemptId: String,
    transferId: String,
    refundId: String,
  },
  { _id: false, strict: 'throw' },
)

const entrySchema = new Schema<LedgerEntry>(
  {
    _id: { type: String, required: true },
    reason: { type: String, required: true },
    lines: [
      { account: { type: String, required: true }, amount: { type: Number, required: true }, _id: false },
    ],
    links: { type: linksSchema, default: {} },
    at: { type: Date, required: true },
  },
  kernelOptions,
)
entrySchema.index({ 'lines.account': 1, at: -1, _id: -1 })
appendOnly(entrySchema)

export const LedgerEntryModel = model<LedgerEntry>('LedgerEntry', entrySchema, 'ledger_entries')

/** Balance of a guarded account in fen, kept in the transaction of every entry that touches it. */
export interface LedgerBalance {
  _id: string
  balance: number
}

const balanceSchema = new Schema<LedgerBalance>(
  { _id: { type: String, required: true }, balance: { type: Number, required: true, min: 0 } },
  kernelOptions,
)

export const LedgerBalanceModel = model<LedgerBalance>('LedgerBalance', balanceSchema, 'ledger_balances')
