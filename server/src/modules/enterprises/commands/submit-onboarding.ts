import { onboardingMachine } from '@linggong/shared/states/organisation'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { transition } from '../../../states.ts'
import { findFile } from '../../files/public.ts'
import { findOrganisationByCreditCode } from '../../identity/public.ts'
import { sealForm, type OnboardingForm } from '../form.ts'
import { OnboardingModel, type Onboarding } from '../models.ts'

export const licencePurpose = 'licence'

/**
 * Submits an application, or submits it again after a rejection: a new version, the earlier ones stay.
 * @throws AppError ORGANISATION_EXISTS, NOT_FOUND (a licence that is not the applicant's), STATE_CONFLICT
 */
export async function submitOnboarding(
  c: CommandContext,
  { accountId, form }: { accountId: string; form: OnboardingForm },
): Promise<Onboarding> {
  if (await findOrganisationByCreditCode(form.creditCode, c.session))
    throw new AppError('ORGANISATION_EXISTS', undefined, 'body.creditCode')
  const licence = await findFile(form.licenceFileId, c.session)
  if (licence?.purpose !== licencePurpose || licence.owner.id !== accountId) {
    throw new AppError('BAD_REQUEST', { reason: '请重新上传营业执照' }, 'body.licenceFileId')
  }
  const company = { name: form.name, creditCode: form.creditCode }
  const onboarding =
    (await OnboardingModel.findOne({ applicantAccountId: accountId }).session(c.session)) ??
    (await new OnboardingModel({ applicantAccountId: accountId, ...company }).save({ session: c.session }))
  onboarding.set({ ...company, submittedAt: c.now })
  onboarding.versions.push({
    form: sealForm(c.services.vault, form),
    submittedAt: c.now,
    submittedBy: accountId,
    decision: null,
    reason: null,
    decidedAt: null,
    decidedBy: null,
  })
  await transition(OnboardingModel, onboarding, onboardingMachine, 'submit', c)
  return onboarding.toObject()
}
