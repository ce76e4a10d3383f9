import { engagementMachine } from '@linggong/shared/states/organisation'
import { asMember } from '../../../actor.ts'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { assertTenant } from '../../../tenancy.ts'
import { signAsOrganisation } from '../../contracts/public.ts'
import { consumeStepUp, latestPassedFaceCheck } from '../../identity/public.ts'
import { sealOf } from '../../providers/public.ts'
import { EngagementModel } from '../models.ts'

/** How long the contact's face check counts for signing. */
const proofTtlMs = 30 * 60_000

/**
 * Applies the caller's organisation's seal to the contract of an engagement. An enterprise needs an opened seal and
 * its contact's fresh face check; both sides need the SMS step-up bound to the contract.
 * @returns the envelope's id
 * @throws AppError SEAL_REQUIRED, CONTACT_PROOF_REQUIRED, STEP_UP_*, SMS_CODE_*, ENVELOPE_CLOSED, NOT_FOUND
 */
export async function sign(
  c: CommandContext,
  { id, stepUpId, code }: { id: string; stepUpId: string; code: string },
): Promise<string> {
  const { organisationId, kind } = asMember(c.actor).membership
  const engagement = await EngagementModel.findById(id).session(c.session)
  assertTenant(c.actor, engagement)
  const { envelopeId } = engagement
  if (!envelopeId)
    throw new AppError('ENVELOPE_CLOSED', { state: engagementMachine.labels[engagement.state] })
  if (!(await sealOf(organisationId, c.session))) throw new AppError('SEAL_REQUIRED')
  if (kind === 'enterprise') {
    const since = new Date(c.now.getTime() - proofTtlMs)
    if (!(await latestPassedFaceCheck({ purpose: 'contact-proof', subjectId: id, since }, c.session)))
      throw new AppError('CONTACT_PROOF_REQUIRED')
  }
  await consumeStepUp(c, {
    stepUpId,
    code,
    operation: 'contract.sign',
    subjectId: envelopeId,
    digest: envelopeId,
  })
  await signAsOrganisation(c, envelopeId, organisationId)
  return envelopeId
}
