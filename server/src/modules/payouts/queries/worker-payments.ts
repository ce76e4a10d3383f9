import { AppError } from '../../../errors.ts'
import { BatchModel, type Batch } from '../models/batch.ts'
import { ItemModel, type Item, type ItemState } from '../models/item.ts'

/** A payment as its payee may see it. Amounts in fen. */
export interface WorkerPayment {
  id: string
  number: string
  state: ItemState
  enterpriseName: string
  providerName: string
  taskTitle: string
  amount: number
  tax: number
  cardTail: string
  bankName: string
  /** When it was paid, else when it was sent. */
  at: Date
  problem: string | null
  remark: string
  timeline: { at: Date; text: string }[]
}

/** A worker sees a payment from the moment it is sent. */
const shownStates: readonly ItemState[] = [
  'sending',
  'paid',
  'failed',
  'settled-back',
  'returned',
  'reissuing',
  'given-up',
]

function momentOf(item: Item): Date {
  return item.paidAt ?? item.sentAt ?? item.createdAt
}

async function present(items: readonly Item[]): Promise<WorkerPayment[]> {
  const batches = await BatchModel.find(
    { _id: { $in: items.map(({ batchId }) => batchId) } },
    { enterpriseName: 1, providerName: 1 },
  ).lean<Pick<Batch, '_id' | 'enterpriseName' | 'providerName'>[]>()
  const names = new Map(batches.map((batch) => [batch._id, batch]))
  return items.map((item) => ({
    id: item._id,
    number: item.number,
    state: item.state,
    enterpriseName: names.get(item.batchId)?.enterpriseName ?? '',
    providerName: names.get(item.batchId)?.providerName ?? '',
    taskTitle: item.taskTitle,
    amount: item.amount,
    tax: item.tax,
    cardTail: item.card.tail,
    bankName: item.card.bankName,
    at: momentOf(item),
    problem: item.problem,
    remark: item.remark,
    timeline: item.timeline.flatMap(({ at, workerText }) => (workerText ? [{ at, text: workerText }] : [])),
  }))
}

/** All payments to a person that were sent, newest first. */
export async function workerPayments(personId: string): Promise<WorkerPayment[]> {
  const items = await ItemModel.find({ personId, state: { $in: shownStates } }).lean<Item[]>()
  const payments = await present(items)
  return payments.sort((a, b) => b.at.getTime() - a.at.getTime())
}

/** One payment to this person. @throws AppError NOT_FOUND */
export async function workerPayment(personId: string, itemId: string): Promise<WorkerPayment> {
  const item = await ItemModel.findOne({ _id: itemId, personId, state: { $in: shownStates } }).lean<Item>()
  const [payment] = item ? await present([item]) : []
  if (!payment) throw new AppError('NOT_FOUND')
  return payment
}
