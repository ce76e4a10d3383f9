import { defineEvent } from '../../events.ts'

/** A worker finished the registration. */
export const workerRegistered = defineEvent<{ personId: string; accountId: string }>('worker.registered')

/** The card that payments confirmed from now on go to is another one. */
export const settlementCardChosen = defineEvent<{ personId: string; cardId: string }>(
  'worker.settlement-card-chosen',
)

/** The identity card on file ends in 30 days. */
export const idCardExpiring = defineEvent<{ personId: string; validTo: string }>('worker.id-card-expiring')
