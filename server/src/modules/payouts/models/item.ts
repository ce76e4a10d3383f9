import type { StateOf } from '@linggong/shared/states/machine'
import { itemMachine } from '@linggong/shared/states/payout'
import { model, Schema } from 'mongoose'
import { baseSchemaOptions, encryptedString, idField, stateField } from '../../../database/schema.ts'
import type { Sealed } from '../../../database/vault.ts'
import { timelineSchema, type TimelineEntry } from './place.ts'

export type ItemState = StateOf<typeof itemMachine>

/** The card a payment goes to; the number lies encrypted. */
export interface ItemCard {
  cardId: string
  number: Sealed
  bankName: string
  tail: string
}

/** One payment (发佣明细). Amounts in fen. */
export interface Item {
  _id: string
  /** Payment number, 18 digits. */
  number: string
  state: ItemState
  batchId: string
  batchNumber: string
  row: number
  enterpriseId: string
  providerId: string
  engagementId: string
  personId: string
  name: Sealed
  idNumber: Sealed
  phone: Sealed
  card: ItemCard
  taskId: string
  taskNumber: string
  taskTitle: string
  /** The completed assignment it pays, for a standard task. */
  assignmentId: string | null
  orderNumber: string | null
  remark: string
  amount: number
  fee: number
  tax: number
  notifyWorker: boolean
  /** `moving`: released later than its batch, its own money is being moved; `done`: it has been. */
  ownFunding: 'moving' | 'done' | null
  /** Attempts to pay it so far. */
  attempts: number
  problem: string | null
  bankSerial: string | null
  sentAt: Date | null
  /** Of the first success; a payment that returned keeps it. */
  firstPaidAt: Date | null
  paidAt: Date | null
  failedAt: Date | null
  returnedAt: Date | null
  commissionBackAt: Date | null
  feeBackAt: Date | null
  timeline: TimelineEntry[]
  createdAt: Date
  updatedAt: Date
}

const text = { type: String, required: true } as const
const time = { type: Date, default: null } as const
const fen = { type: Number, required: true } as const

const cardSchema = new Schema<ItemCard>(
  { cardId: text, number: encryptedString({ required: true }), bankName: text, tail: text },
  { _id: false, strict: 'throw' },
)

const schema = new Schema<Item>(
  {
    _id: idField,
    number: text,
    state: stateField(itemMachine),
    batchId: text,
    batchNumber: text,
    row: { type: Number, required: true },
    enterpriseId: text,
    providerId: text,
    engagementId: text,
    personId: text,
    name: encryptedString({ required: true }),
    idNumber: encryptedString({ required: true }),
    phone: encryptedString({ required: true }),
    card: { type: cardSchema, required: true },
    taskId: text,
    taskNumber: text,
    taskTitle: text,
    assignmentId: { type: String, default: null },
    orderNumber: { type: String, default: null },
    remark: { type: String, default: '' },
    amount: fen,
    fee: fen,
    tax: { type: Number, required: true, default: 0 },
    notifyWorker: { type: Boolean, required: true },
    ownFunding: { type: String, enum: ['moving', 'done', null], default: null },
    attempts: { type: Number, required: true, default: 0 },
    problem: { type: String, default: null },
    bankSerial: { type: String, default: null },
    sentAt: time,
    firstPaidAt: time,
    paidAt: time,
    failedAt: time,
    returnedAt: time,
    commissionBackAt: time,
    feeBackAt: time,
    timeline: { type: [timelineSchema], default: [] },
  },
  baseSchemaOptions,
)
schema.index({ number: 1 }, { unique: true })
schema.index({ batchId: 1, state: 1, row: 1 })
schema.index({ personId: 1, _id: -1 })
schema.index({ providerId: 1, state: 1, _id: -1 })
schema.index({ enterpriseId: 1, state: 1, _id: -1 })
schema.index({ taskId: 1, state: 1 })

export const ItemModel = model<Item>('PayoutItem', schema, 'payout_items')

/** Names of the encrypted fields, for the vault. */
export const itemFields = {
  name: 'payout_items.name',
  idNumber: 'payout_items.idNumber',
  phone: 'payout_items.phone',
  card: 'payout_items.card',
} as const
