import { asMember, type Actor } from '../../../actor.ts'
import { engagementsOf, subLedgerOf, type Engagement } from '../../engagements/public.ts'
import { accounts, balanceOf } from '../../ledger/public.ts'
import { daysToCutoff } from '../../providers/public.ts'

const shownStates: readonly Engagement['state'][] = ['active', 'expired', 'terminated']

async function problemOf(engagement: Engagement): Promise<string | null> {
  if (engagement.state === 'expired') return '合同已到期，续签后才能发佣'
  if (engagement.state === 'terminated') return '合同已终止，不能发佣'
  const subLedger = await subLedgerOf(engagement._id)
  if (!subLedger) return '还没有开通子账簿，请先在“我的账户”开通'
  return subLedger.state === 'open' ? null : '子账簿还没有开通完成，请稍后再试'
}

/** The engagements an enterprise may pay in, with their terms and why one cannot be used now. */
export async function payoutOptions(actor: Actor, now: Date) {
  const { organisationId } = asMember(actor).membership
  const engagements = (await engagementsOf({ enterpriseId: organisationId })).filter(({ state }) =>
    shownStates.includes(state),
  )
  const rows = await Promise.all(
    engagements.map(async (engagement) => ({
      engagementId: engagement._id,
      providerName: engagement.providerName,
      serviceItemName: engagement.serviceItemName,
      feeRate: engagement.feeRate,
      invoiceCutoffDay: engagement.invoiceCutoffDay,
      daysToCutoff: daysToCutoff(engagement.invoiceCutoffDay, now),
      minimumInvoice: engagement.minimumInvoice,
      available: await balanceOf(accounts.available(engagement._id)),
      problem: await problemOf(engagement),
    })),
  )
  return { rows }
}
