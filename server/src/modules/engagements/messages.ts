import type { CommandContext } from '../../command.ts'
import { organisationAdmins } from '../identity/public.ts'
import { notify } from '../notifications/public.ts'
import type { Engagement } from './models.ts'

/** Tells the enterprise's administrators how its contract with the provider goes on. `step` makes the message one of its kind. */
export async function tellEnterprise(
  c: CommandContext,
  engagement: Pick<Engagement, '_id' | 'enterpriseId' | 'providerName'>,
  step: string,
  result: string,
): Promise<void> {
  for (const accountId of await organisationAdmins(engagement.enterpriseId, c.session)) {
    await notify(c, {
      to: { accountId },
      event: 'review-result',
      key: `engagement:${engagement._id}:${step}:${accountId}`,
      data: { subject: `与${engagement.providerName}的签约`, result },
      page: 'enterprise/contracts',
    })
  }
}
