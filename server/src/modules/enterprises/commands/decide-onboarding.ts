import { onboardingMachine } from '@linggong/shared/states/organisation'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { transition } from '../../../states.ts'
import { addMember, createOrganisation } from '../../identity/public.ts'
import { notify } from '../../notifications/public.ts'
import { openForm } from '../form.ts'
import { EnterpriseModel, OnboardingModel, type Onboarding } from '../models.ts'

type Decision = { decision: 'approve' } | { decision: 'reject'; reason: string }

async function createEnterprise(c: CommandContext, onboarding: Onboarding): Promise<string> {
  const sealed = onboarding.versions.at(-1)?.form
  if (!sealed) throw new Error('an onboarding under review has a version')
  const { name, creditCode, scenario, formOfWork } = openForm(c.services.vault, sealed)
  const id = await createOrganisation(c, { kind: 'enterprise', name, creditCode })
  await addMember(c, { organisationId: id, accountId: onboarding.applicantAccountId, role: 'administrator' })
  await EnterpriseModel.create([{ _id: id, name, creditCode, scenario, formOfWork, form: sealed }], {
    session: c.session,
  })
  return id
}

/**
 * The platform's decision. Approval makes the organisation and the applicant its administrator.
 * @returns the organisation's id once approved
 * @throws AppError NOT_FOUND, STATE_CONFLICT, ORGANISATION_EXISTS
 */
export async function decideOnboarding(
  c: CommandContext,
  { id, ...decision }: { id: string } & Decision,
): Promise<string | null> {
  const onboarding = await OnboardingModel.findById(id).session(c.session)
  if (!onboarding) throw new AppError('NOT_FOUND')
  const approved = decision.decision === 'approve'
  const reason = decision.decision === 'reject' ? decision.reason : null
  const latest = onboarding.versions.at(-1)
  if (latest) {
    Object.assign(latest, {
      decision: approved ? 'approved' : 'rejected',
      reason,
      decidedAt: c.now,
      decidedBy: c.actor.kind === 'console' ? c.actor.accountId : c.actor.kind,
    })
    onboarding.markModified('versions')
  }
  if (approved && onboarding.state === 'submitted')
    onboarding.organisationId = await createEnterprise(c, onboarding)
  await transition(
    OnboardingModel,
    onboarding,
    onboardingMachine,
    decision.decision,
    c,
    reason ? { reason } : {},
  )
  await notify(c, {
    to: { accountId: onboarding.applicantAccountId },
    event: 'review-result',
    key: `onboarding:${id}:${onboarding.versions.length}`,
    data: { subject: '企业入驻申请', result: approved ? '已通过' : '已驳回，请修改后重新提交' },
  })
  return onboarding.organisationId
}
