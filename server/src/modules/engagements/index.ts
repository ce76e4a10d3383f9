import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import type { Module } from '../../module.ts'
import { envelopeCompleted, envelopeDeclined, envelopeExpired, envelopeSent } from '../contracts/public.ts'
import { expire, remindOfEnd } from './commands/end.ts'
import { expiryDue, expiryNoticeDue, followContract } from './commands/follow-contract.ts'
import { openSubLedgerDue } from './commands/open-sub-ledger.ts'
import { openSubLedgerAtBank } from './jobs/open-sub-ledger.ts'
import { routes } from './routes.ts'

const contractEvents = [
  [envelopeSent, 'sent'],
  [envelopeCompleted, 'completed'],
  [envelopeDeclined, 'declined'],
  [envelopeExpired, 'expired'],
] as const

export const engagementsModule: Module = {
  name: 'engagements',
  routes,
  register({ jobs }) {
    for (const [event, happened] of contractEvents) {
      jobs.onEvent(event, `engagements.contract-${happened}`, async (running, { payload }) => {
        await runCommand(running, systemActor('contract'), (c) =>
          followContract(c, { envelopeId: payload.envelopeId, happened }),
        )
      })
    }
    jobs.onDue<{ engagementId: string; termTo: string }>(expiryDue, async (running, payload) => {
      await runCommand(running, systemActor('engagement-expiry'), (c) => expire(c, payload))
    })
    jobs.onDue<{ engagementId: string; termTo: string }>(expiryNoticeDue, async (running, payload) => {
      await runCommand(running, systemActor('engagement-expiry'), (c) => remindOfEnd(c, payload))
    })
    jobs.onDue<{ subLedgerId: string; openingTry: number }>(openSubLedgerDue, openSubLedgerAtBank)
  },
}
