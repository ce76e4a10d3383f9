import type { StateOf } from '@linggong/shared/states/machine'
import { attemptMachine } from '@linggong/shared/states/payout'
import { model, Schema } from 'mongoose'
import { baseSchemaOptions, encryptedString, stateField } from '../../../database/schema.ts'
import type { Sealed } from '../../../database/vault.ts'
import type { Place } from '../../ledger/public.ts'
import { placeSchema } from './place.ts'

export type RequestState = StateOf<typeof attemptMachine>

/** What the bank is asked to do. `pay` and `reissue` are the attempts to pay an item. */
export const requestKinds = [
  'pay',
  'reissue',
  'fund-commission',
  'fund-fee',
  'commission-back',
  'fee-back',
  'give-up-back',
  'refund',
  'send-back',
  'withdraw-fee',
  'withdraw-tax',
] as const
export type RequestKind = (typeof requestKinds)[number]

/**
 * One request to the bank under one id, from before it is sent until its result is known. A new id is made only
 * when the request before is known to have failed or been returned.
 */
export interface BankRequest {
  /** Request id at the bank: series and two digits. */
  _id: string
  state: RequestState
  kind: RequestKind
  /** What stays the same over all tries, as in a payment number. */
  series: string
  attempt: number
  enterpriseId: string | null
  providerId: string
  /** Null for what concerns the provider alone. */
  place: Place | null
  batchId: string | null
  itemId: string | null
  /** The incoming transfer, refund or withdrawal it belongs to. */
  subjectId: string | null
  /** The provider's account of a withdrawal. */
  accountNo: string | null
  amount: number
  /** JSON of name, card number and remark of a card payment. */
  payee: Sealed | null
  bankName: string | null
  cardTail: string | null
  bankSerial: string | null
  failCode: string | null
  failReason: string | null
  endedAt: Date | null
  returnedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

const text = { type: String, default: null } as const
const schema = new Schema<BankRequest>(
  {
    _id: { type: String, required: true },
    state: stateField(attemptMachine),
    kind: { type: String, enum: requestKinds, required: true },
    series: { type: String, required: true },
    attempt: { type: Number, required: true },
    enterpriseId: text,
    providerId: { type: String, required: true },
    place: { type: placeSchema, default: null },
    batchId: text,
    itemId: text,
    subjectId: text,
    accountNo: text,
    amount: { type: Number, required: true },
    payee: { ...encryptedString(), default: null },
    bankName: text,
    cardTail: text,
    bankSerial: text,
    failCode: text,
    failReason: text,
    endedAt: { type: Date, default: null },
    returnedAt: { type: Date, default: null },
  },
  baseSchemaOptions,
)
schema.index({ series: 1, attempt: 1 }, { unique: true })
schema.index({ itemId: 1, attempt: 1 })
schema.index({ state: 1, createdAt: 1 })
schema.index({ kind: 1, state: 1, endedAt: 1 })

export const BankRequestModel = model<BankRequest>('BankRequest', schema, 'bank_requests')

export const payeeField = 'bank_requests.payee'

export const openRequestStates: readonly RequestState[] = ['recorded', 'sent', 'unknown', 'queried']
