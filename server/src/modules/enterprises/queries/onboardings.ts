import type { StateOf } from '@linggong/shared/states/machine'
import type { onboardingMachine } from '@linggong/shared/states/organisation'
import type { ConsoleActor } from '../../../actor.ts'
import { literalPattern } from '../../../database/literal-pattern.ts'
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
  page,
  pageSize,
}: {
  state?: StateOf<typeof onboardingMachine>
  keyword?: string
  page: number
  pageSize: number
}): Promise<{ onboardings: Onboarding[]; total: number }> {
  const pattern = keyword ? literalPattern(keyword) : null
  const filter = {
    state: state ?? { $ne: 'draft' as const },
    ...(pattern ? { $or: [{ name: pattern }, { creditCode: pattern }] } : {}),
  }
  const order = state === 'submitted' ? 1 : -1
  const [onboardings, total] = await Promise.all([
    OnboardingModel.find(filter)
      .sort({ submittedAt: order, _id: order })
      .skip((page - 1) * pageSize)
      .limit(pageSize)
      .lean<Onboarding[]>(),
    OnboardingModel.countDocuments(filter),
  ])
  return { onboardings, total }
}
