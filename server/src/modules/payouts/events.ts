import { defineEvent } from '../../events.ts'

interface ItemFacts {
  itemId: string
  batchId: string
  enterpriseId: string
  providerId: string
  engagementId: string
  personId: string
  taskId: string
  assignmentId: string | null
  /** Fen. */
  amount: number
  fee: number
  tax: number
}

export const itemPaid = defineEvent<ItemFacts>('item.paid')
export const itemFailed = defineEvent<ItemFacts>('item.failed')
export const itemReturned = defineEvent<ItemFacts>('item.returned')
export const batchFinished = defineEvent<{
  batchId: string
  enterpriseId: string
  providerId: string
  engagementId: string
}>('batch.finished')
