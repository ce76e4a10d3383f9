import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import type { Module } from '../../module.ts'
import { registerContractsToSign } from '../workers/public.ts'
import { deadlineDue, documentDue } from './commands/create-envelope.ts'
import { passDeadline } from './commands/end-envelope.ts'
import { concludeDue } from './commands/record-signature.ts'
import { conclude } from './jobs/conclude.ts'
import { makeDocument } from './jobs/make-document.ts'
import { countToSign } from './queries/contracts.ts'
import { routes } from './routes.ts'

/** Contracts: from a provider's text to the file that all parties have signed. */
export const contractsModule: Module = {
  name: 'contracts',
  routes,
  register(services) {
    const { jobs } = services
    jobs.onDue(documentDue, makeDocument)
    jobs.onDue(concludeDue, conclude)
    jobs.onDue<{ envelopeId: string }>(deadlineDue, async (running, payload) => {
      await runCommand(running, systemActor('contracts'), (c) => passDeadline(c, payload))
    })
    registerContractsToSign(services, countToSign)
  },
}
