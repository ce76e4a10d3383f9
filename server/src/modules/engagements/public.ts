import type { ClientSession } from 'mongoose'
import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { openBoundAccount, type BoundAccount } from './bound-account.ts'
import { EngagementModel, SubLedgerModel, type Engagement, type SubLedger } from './models.ts'

export { apply, reapply } from './commands/apply.ts'
export { openSubLedger } from './commands/open-sub-ledger.ts'
export { approve } from './commands/review.ts'
export { engagementActivated, engagementEnded, subLedgerOpened } from './events.ts'
export type { BoundAccount } from './bound-account.ts'
export type { Engagement, SubLedger } from './models.ts'

/** @throws AppError NOT_FOUND */
export async function getEngagement(id: string, session?: ClientSession): Promise<Engagement> {
  const engagement = await EngagementModel.findById(id)
    .session(session ?? null)
    .lean<Engagement>()
  if (!engagement) throw new AppError('NOT_FOUND')
  return engagement
}

/** The engagement, when new tasks and batches may begin in it. @throws AppError NOT_FOUND, ENGAGEMENT_NOT_ACTIVE */
export async function requireActive(id: string, session?: ClientSession): Promise<Engagement> {
  const engagement = await getEngagement(id, session)
  if (engagement.state !== 'active') throw new AppError('ENGAGEMENT_NOT_ACTIVE')
  return engagement
}

/** All engagements of one side, newest first. */
export async function engagementsOf(
  side: { enterpriseId: string } | { providerId: string },
): Promise<Engagement[]> {
  return EngagementModel.find(side).sort({ appliedAt: -1 }).lean<Engagement[]>()
}

export async function subLedgerOf(engagementId: string, session?: ClientSession): Promise<SubLedger | null> {
  return SubLedgerModel.findOne({ engagementId })
    .session(session ?? null)
    .lean<SubLedger>()
}

export async function subLedgerById(id: string, session?: ClientSession): Promise<SubLedger | null> {
  return SubLedgerModel.findById(id)
    .session(session ?? null)
    .lean<SubLedger>()
}

export async function subLedgerByAccount(
  accountNo: string,
  session?: ClientSession,
): Promise<SubLedger | null> {
  return SubLedgerModel.findOne({ accountNo })
    .session(session ?? null)
    .lean<SubLedger>()
}

/** The corporate account for top-up and refund, in full: never shown so. */
export function boundAccountOf(services: Services, subLedger: Pick<SubLedger, 'boundAccount'>): BoundAccount {
  return openBoundAccount(services.vault, subLedger.boundAccount)
}
