import { engagementMachine } from '@linggong/shared/states/organisation'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { assertTenant } from '../../../tenancy.ts'
import { tellEnterprise } from '../messages.ts'
import { EngagementModel } from '../models.ts'
import { startContract } from '../terms.ts'

/** The provider takes the enterprise on: the contract is made and goes to signing when its file is there. */
export async function approve(c: CommandContext, { id }: { id: string }): Promise<void> {
  const engagement = await EngagementModel.findById(id).session(c.session)
  assertTenant(c.actor, engagement)
  await transition(EngagementModel, engagement, engagementMachine, 'approve', c)
  engagement.set(await startContract(c, engagement.toObject()))
  await engagement.save({ session: c.session })
  await tellEnterprise(c, engagement, `approved:${engagement.appliedAt.getTime()}`, '已通过，请签署合同')
}

export async function reject(
  c: CommandContext,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const engagement = await EngagementModel.findById(id).session(c.session)
  assertTenant(c.actor, engagement)
  engagement.set({ rejectReason: reason })
  await transition(EngagementModel, engagement, engagementMachine, 'reject', c, { reason })
  await tellEnterprise(
    c,
    engagement,
    `rejected:${engagement.appliedAt.getTime()}`,
    '已驳回，请修改后重新提交',
  )
}
