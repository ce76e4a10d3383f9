import { defineEvent } from '../../events.ts'

export const engagementActivated = defineEvent<{
  engagementId: string
  enterpriseId: string
  providerId: string
}>('engagement.activated')

/** Expired or terminated: no new tasks, no new batches. */
export const engagementEnded = defineEvent<{
  engagementId: string
  enterpriseId: string
  providerId: string
}>('engagement.ended')

export const subLedgerOpened = defineEvent<{ subLedgerId: string; engagementId: string; accountNo: string }>(
  'subledger.opened',
)
