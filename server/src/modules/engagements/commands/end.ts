import { engagementMachine } from '@linggong/shared/states/organisation'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { assertTenant } from '../../../tenancy.ts'
import { engagementEnded } from '../events.ts'
import { tellEnterprise } from '../messages.ts'
import { EngagementModel } from '../models.ts'

/** Ends an engagement at the end of its term, unless it was renewed or ended meanwhile. */
export async function expire(
  c: CommandContext,
  { engagementId, termTo }: { engagementId: string; termTo: string },
): Promise<void> {
  const engagement = await EngagementModel.findById(engagementId).session(c.session)
  if (engagement?.state !== 'active' || engagement.termTo !== termTo) return
  await transition(EngagementModel, engagement, engagementMachine, 'expire', c)
  const { enterpriseId, providerId } = engagement
  await tellEnterprise(c, engagement, `expired:${termTo}`, '合同已到期，续签后才能继续发布任务和发佣')
  c.emit(engagementEnded({ engagementId, enterpriseId, providerId }))
}

/** Reminds of the coming end of the term. */
export async function remindOfEnd(
  c: CommandContext,
  { engagementId, termTo }: { engagementId: string; termTo: string },
): Promise<void> {
  const engagement = await EngagementModel.findById(engagementId).session(c.session)
  if (engagement?.state !== 'active' || engagement.termTo !== termTo) return
  await tellEnterprise(c, engagement, `ending:${termTo}`, `合同将于${termTo}到期，请留意续签`)
}

/** Either side ends an active engagement before its term. @throws AppError STATE_CONFLICT, NOT_FOUND */
export async function terminate(
  c: CommandContext,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const engagement = await EngagementModel.findById(id).session(c.session)
  assertTenant(c.actor, engagement)
  engagement.set({ open: false })
  await transition(EngagementModel, engagement, engagementMachine, 'terminate', c, { reason })
  const { enterpriseId, providerId } = engagement
  await tellEnterprise(c, engagement, 'terminated', '已终止')
  c.emit(engagementEnded({ engagementId: id, enterpriseId, providerId }))
}
