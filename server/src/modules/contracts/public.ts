import type { z } from 'zod'
import type { zEnvelope } from '@linggong/shared/api/contracts'
import type { Actor } from '../../actor.ts'
import type { Services } from '../../services.ts'
import { assertTenant } from '../../tenancy.ts'
import { EnvelopeModel, type Envelope } from './models.ts'
import { presentEnvelope } from './presenter.ts'

export { createEnvelope } from './commands/create-envelope.ts'
export { ensureWorkerContract, prepareSilentContract } from './commands/ensure-worker-contract.ts'
export { signAsOrganisation } from './commands/sign-as-organisation.ts'
export { envelopeCompleted, envelopeDeclined, envelopeExpired, envelopeSent } from './events.ts'
export { pendingEnvelope, validContract } from './queries/contracts.ts'

/** A contract as the caller's organisation sees it. @throws AppError NOT_FOUND for one of others */
export async function presentEnvelopeFor(
  services: Services,
  actor: Actor,
  envelopeId: string,
): Promise<z.output<typeof zEnvelope>> {
  const envelope = await EnvelopeModel.findById(envelopeId).lean<Envelope>()
  assertTenant(actor, envelope)
  return presentEnvelope(envelope, { services, actor })
}
