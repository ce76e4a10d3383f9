import type { z } from 'zod'
import type { zEngagement, zEngagementDetail, zSubLedger } from '@linggong/shared/api/engagements'
import { engagementMachine } from '@linggong/shared/states/organisation'
import type { Services } from '../../services.ts'
import { timelineOf } from '../audit/public.ts'
import { accounts, balanceOf } from '../ledger/public.ts'
import { maskBoundAccount, openBoundAccount } from './bound-account.ts'
import type { Engagement, SubLedger } from './models.ts'

export function presentEngagement(engagement: Engagement): z.output<typeof zEngagement> {
  const { _id, appliedAt, ...rest } = engagement
  return { ...rest, id: _id, appliedAt: appliedAt.toISOString() }
}

export async function presentEngagementDetail(
  engagement: Engagement,
): Promise<z.output<typeof zEngagementDetail>> {
  const { scenario, formOfWork } = engagement
  return {
    ...presentEngagement(engagement),
    scenario,
    formOfWork,
    timeline: await timelineOf(engagementMachine, engagement._id, { apply: '提交申请' }),
  }
}

export async function presentSubLedger(
  subLedger: SubLedger,
  services: Services,
): Promise<z.output<typeof zSubLedger>> {
  const { _id, engagementId, providerName, state, accountNo, enterpriseName, problem } = subLedger
  return {
    id: _id,
    engagementId,
    providerName,
    state,
    accountNo,
    accountName: enterpriseName,
    bankName: services.config.bank.name,
    boundAccount: maskBoundAccount(openBoundAccount(services.vault, subLedger.boundAccount)),
    problem,
    available: await balanceOf(accounts.available(engagementId)),
    frozen: await balanceOf(accounts.frozen(engagementId)),
  }
}
