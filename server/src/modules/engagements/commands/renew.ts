import { engagementMachine } from '@linggong/shared/states/organisation'
import type { CommandContext } from '../../../command.ts'
import { stateConflict } from '../../../states.ts'
import { assertTenant } from '../../../tenancy.ts'
import { EngagementModel } from '../models.ts'
import { startContract, termsOf } from '../terms.ts'

/**
 * A new contract on the same engagement, at the service item's present terms; signing begins when its file is there.
 * @throws AppError STATE_CONFLICT, NOT_FOUND
 */
export async function renew(c: CommandContext, { id }: { id: string }): Promise<void> {
  const engagement = await EngagementModel.findById(id).session(c.session)
  assertTenant(c.actor, engagement)
  const { state } = engagement
  if (state !== 'declined' && state !== 'lapsed' && state !== 'expired')
    throw stateConflict(engagementMachine, state, 'start-signing')
  engagement.set(await termsOf(c, engagement))
  engagement.set(await startContract(c, engagement.toObject()))
  await engagement.save({ session: c.session })
  c.audit({
    action: 'engagement.renew',
    subject: { type: 'engagement', id },
    after: { envelopeId: engagement.envelopeId },
  })
}
