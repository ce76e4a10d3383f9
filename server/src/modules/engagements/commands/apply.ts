import type { BodyOf } from '@linggong/shared/api/endpoint'
import type { applyEngagement } from '@linggong/shared/api/engagements'
import { engagementMachine } from '@linggong/shared/states/organisation'
import { asMember } from '../../../actor.ts'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { transition } from '../../../states.ts'
import { assertTenant } from '../../../tenancy.ts'
import { getEnterprise } from '../../enterprises/public.ts'
import { EngagementModel, type Engagement } from '../models.ts'
import { termsOf } from '../terms.ts'

type Application = BodyOf<typeof applyEngagement>

function assertSupported(application: Application): void {
  if (application.operatingModel === 'introduction')
    throw new AppError('OPERATING_MODEL_UNSUPPORTED', undefined, 'body.operatingModel')
}

/**
 * Applies for a contract with a provider; the scenario comes from the enterprise's onboarding.
 * @throws AppError OPERATING_MODEL_UNSUPPORTED, ENGAGEMENT_EXISTS, NOT_FOUND, BAD_REQUEST
 */
export async function apply(c: CommandContext, application: Application): Promise<Engagement> {
  assertSupported(application)
  const enterpriseId = asMember(c.actor).membership.organisationId
  const { providerId, operatingModel } = application
  if (await EngagementModel.exists({ enterpriseId, providerId, open: true }).session(c.session))
    throw new AppError('ENGAGEMENT_EXISTS')
  const { name, scenario, formOfWork } = await getEnterprise(c.services, enterpriseId, c.session)
  const engagement = new EngagementModel({
    ...(await termsOf(c, application)),
    enterpriseId,
    enterpriseName: name,
    providerId,
    operatingModel,
    scenario,
    formOfWork,
    appliedAt: c.now,
  })
  await engagement.save({ session: c.session })
  c.audit({
    action: 'engagement.apply',
    subject: { type: 'engagement', id: engagement._id },
    after: { providerId },
  })
  return engagement.toObject()
}

/** Submits a rejected application again, changed. The provider stays the same: another one is another engagement. */
export async function reapply(
  c: CommandContext,
  { id, ...application }: Application & { id: string },
): Promise<void> {
  assertSupported(application)
  const engagement = await EngagementModel.findById(id).session(c.session)
  assertTenant(c.actor, engagement)
  if (engagement.providerId !== application.providerId) {
    throw new AppError('BAD_REQUEST', { reason: '更换服务商请新建申请' }, 'body.providerId')
  }
  engagement.set({
    ...(await termsOf(c, application)),
    operatingModel: application.operatingModel,
    rejectReason: null,
    appliedAt: c.now,
  })
  await transition(EngagementModel, engagement, engagementMachine, 'reapply', c)
}
