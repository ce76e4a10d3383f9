import { asMember } from '../../../actor.ts'
import type { CommandContext } from '../../../command.ts'
import { subLedgerMachine } from '@linggong/shared/states/organisation'
import { AppError } from '../../../errors.ts'
import { stateConflict, transition } from '../../../states.ts'
import { assertTenant } from '../../../tenancy.ts'
import { getProvider } from '../../providers/public.ts'
import { sealBoundAccount, type BoundAccount } from '../bound-account.ts'
import { subLedgerOpened } from '../events.ts'
import { EngagementModel, SubLedgerModel, type SubLedger } from '../models.ts'

export const openSubLedgerDue = 'sub-ledger-open'

/**
 * Asks for a sub-ledger of an active engagement; a job opens it at the bank. While it is being opened and the bank
 * refused, it can be asked for again with another bound account.
 * @throws AppError ENGAGEMENT_NOT_ACTIVE, BOUND_ACCOUNT_NAME, STATE_CONFLICT, NOT_FOUND
 */
export async function openSubLedger(
  c: CommandContext,
  { engagementId, boundAccount }: { engagementId: string; boundAccount: BoundAccount },
): Promise<SubLedger> {
  const engagement = await EngagementModel.findById(engagementId).session(c.session)
  assertTenant(c.actor, engagement)
  if (engagement.state !== 'active') throw new AppError('ENGAGEMENT_NOT_ACTIVE')
  const { enterpriseName, enterpriseId, providerId, providerName } = engagement
  if (boundAccount.name !== enterpriseName)
    throw new AppError('BOUND_ACCOUNT_NAME', { name: enterpriseName }, 'body.boundAccount.name')

  const sealed = sealBoundAccount(c.services.vault, boundAccount)
  const existing = await SubLedgerModel.findOne({ engagementId }).session(c.session)
  if (existing && (existing.state !== 'opening' || !existing.problem))
    throw stateConflict(subLedgerMachine, existing.state, 'open')
  const subLedger =
    existing ??
    new SubLedgerModel({
      engagementId,
      enterpriseId,
      providerId,
      enterpriseName,
      providerName,
      providerAccountNo: (await getProvider(providerId, c.session)).bankAccountNo,
      boundAccount: sealed,
    })
  if (existing) existing.set({ boundAccount: sealed, problem: null, openingTry: existing.openingTry + 1 })
  await subLedger.save({ session: c.session })
  const subLedgerId = subLedger._id
  c.due({
    kind: openSubLedgerDue,
    key: `${subLedgerId}:${subLedger.openingTry}`,
    dueAt: c.now,
    payload: { subLedgerId, openingTry: subLedger.openingTry },
  })
  c.audit({
    action: 'sub-ledger.ask',
    subject: { type: 'sub-ledger', id: subLedgerId },
    after: { by: asMember(c.actor).membership.memberId },
  })
  return subLedger.toObject()
}

/** Applies what the bank said to one request to open a sub-ledger. An answer to an earlier request changes nothing. */
export async function applyOpening(
  c: CommandContext,
  {
    subLedgerId,
    openingTry,
    answer,
  }: { subLedgerId: string; openingTry: number; answer: { accountNo: string } | { problem: string } },
): Promise<void> {
  const subLedger = await SubLedgerModel.findById(subLedgerId).session(c.session)
  if (subLedger?.state !== 'opening' || subLedger.openingTry !== openingTry) return
  if ('problem' in answer) {
    subLedger.set({ problem: answer.problem })
    await subLedger.save({ session: c.session })
    return
  }
  subLedger.set({ accountNo: answer.accountNo, problem: null })
  await transition(SubLedgerModel, subLedger, subLedgerMachine, 'open', c)
  c.emit(subLedgerOpened({ subLedgerId, engagementId: subLedger.engagementId, accountNo: answer.accountNo }))
}
