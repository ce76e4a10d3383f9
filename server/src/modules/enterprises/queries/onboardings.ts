import type { StateOf } from '@linggong/shared/states/machine'
import type { onboardingMachine } from '@linggong/shared/states/organisation'
import type { ConsoleActor } from '../../../actor.ts'
import { OnboardingModel, type Onboarding } from '../models.ts'

/** The application of this account, or the one its enterprise came from; null when there is none. */
export async function onboardingOf(actor: ConsoleActor): Promise<Onboarding | null> {
  const { membership } = actor
  const filter =
    membership?.kind === 'enterprise'
      ? { organisationId: membership.organisationId }
      : { applicantAccountId: actor.accountId }
  return OnboardingModel.findOne(filter).lean<Onboarding>()
}

/** Applications for review, the longest waiting first. `keyword` is part of the name or of the credit code. */
export async function onboardingsForReview({
  state,
  keyword,
}: {
  state?: StateOf<typeof onboardingMachine>
  keyword?: string
}): Promise<Onboarding[]> {
  const pattern = keyword ? new RegExp(keyword.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i') : null
  return OnboardingModel.find({
    state: state ?? { $ne: 'draft' },
    ...(pattern ? { $or: [{ name: pattern }, { creditCode: pattern }] } : {}),
  })
    .sort({ submittedAt: state === 'submitted' ? 1 : -1 })
    .limit(200)
    .lean<Onboarding[]>()
}
