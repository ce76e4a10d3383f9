export { batchFinished, itemFailed, itemPaid, itemReturned } from './events.ts'
export type { ItemState } from './models/item.ts'
export { countOpenRequests, paidTotals } from './queries/totals.ts'
export { workerPayment, workerPayments, type WorkerPayment } from './queries/worker-payments.ts'
