import { asMember } from '../../../actor.ts'
import type { CommandContext } from '../../../command.ts'
import { assertTenant } from '../../../tenancy.ts'
import { getEngagement, requireActive } from '../../engagements/public.ts'
import { BatchModel } from '../models/batch.ts'
import { placeOfEngagement } from '../place-of.ts'
import { discardLater } from './discard-batch.ts'

/**
 * Begins a batch in an active engagement; the agreed fee rate is copied onto it.
 * @throws AppError NOT_FOUND, ENGAGEMENT_NOT_ACTIVE, SUBLEDGER_REQUIRED
 */
export async function createBatch(
  c: CommandContext,
  input: { number: string; engagementId: string; notifyWorkers: boolean },
): Promise<string> {
  const { organisationId } = asMember(c.actor).membership
  assertTenant(c.actor, await getEngagement(input.engagementId, c.session))
  const engagement = await requireActive(input.engagementId, c.session)
  await placeOfEngagement(engagement._id, c.session)
  const [batch] = await BatchModel.create(
    [
      {
        number: input.number,
        enterpriseId: organisationId,
        enterpriseName: engagement.enterpriseName,
        providerId: engagement.providerId,
        providerName: engagement.providerName,
        engagementId: engagement._id,
        feeRate: engagement.feeRate,
        notifyWorkers: input.notifyWorkers,
        timeline: [{ at: c.now, text: '新建发放批次' }],
      },
    ],
    { session: c.session },
  )
  if (!batch) throw new Error('the batch was not stored')
  c.audit({
    action: 'batch.create',
    subject: { type: 'batch', id: batch._id },
    after: { number: batch.number },
  })
  discardLater(c, batch)
  return batch._id
}
