import { startOfDay, endOfDay } from '@linggong/shared/time'
import { asMember, type Actor } from '../../../actor.ts'
import type { Services } from '../../../services.ts'
import { assertTenant } from '../../../tenancy.ts'
import { subLedgerById } from '../../engagements/public.ts'
import { getOrganisation } from '../../identity/public.ts'
import { accounts, balanceOf, entriesOf, journalEvents, type JournalEvent } from '../../ledger/public.ts'
import { getProvider } from '../../providers/public.ts'
import { IncomingTransferModel, transferFields, type IncomingTransfer } from '../models/incoming-transfer.ts'
import { RefundModel, type Refund } from '../models/refund.ts'
import { withdrawableOf } from '../funds/withdrawable.ts'

const shownTransfers = 100

/** The provider's money by account, and the transfers that nobody has claimed. */
export async function providerFunds(services: Services, actor: Actor) {
  const providerId = asMember(actor).membership.organisationId
  const { bankAccountNo } = await getProvider(providerId)
  const transfers = await IncomingTransferModel.find({ providerId, state: { $ne: 'recognised' } })
    .sort({ at: -1 })
    .limit(shownTransfers)
    .lean<IncomingTransfer[]>()
  const withdrawable = await withdrawableOf(providerId, services.clock.now())
  return {
    bankAccountNo,
    commission: await balanceOf(accounts.commission(providerId)),
    feeHeld: await balanceOf(accounts.feeHeld(providerId)),
    fee: await balanceOf(accounts.fee(providerId)),
    taxHeld: await balanceOf(accounts.taxHeld(providerId)),
    tax: await balanceOf(accounts.tax(providerId)),
    feeWithdrawable: withdrawable.fee,
    taxRemittable: withdrawable.tax,
    unclaimed: await Promise.all(
      transfers.map(async (transfer) => ({
        id: transfer._id,
        accountNo: transfer.place.subAccountNo,
        enterpriseName: (await getOrganisation(transfer.enterpriseId))?.name ?? '',
        payerName: services.vault.decryptField(transferFields.payerName, transfer.payerName),
        amount: transfer.amount,
        at: transfer.at.toISOString(),
        state: transfer.state,
        sendingBack: transfer.sendingBack,
        problem: transfer.problem,
      })),
    ),
  }
}

export function presentRefund(refund: Refund) {
  const { _id: id, amount, state, reason, createdAt } = refund
  return { id, amount, state, reason, requestedAt: createdAt.toISOString() }
}

/** Refunds of the enterprise's own sub-ledger, newest first. @throws AppError NOT_FOUND */
export async function refundsOf(actor: Actor, subLedgerId: string) {
  assertTenant(actor, await subLedgerById(subLedgerId))
  const refunds = await RefundModel.find({ subLedgerId }).sort({ _id: -1 }).limit(100).lean<Refund[]>()
  return { rows: refunds.map(presentRefund) }
}

function textOf(reason: string): string {
  return reason in journalEvents ? journalEvents[reason as JournalEvent] : reason
}

/** Income and expense of the available balance of the enterprise's own sub-ledger. @throws AppError NOT_FOUND */
export async function subLedgerEntries(
  actor: Actor,
  subLedgerId: string,
  filter: { from?: string | undefined; to?: string | undefined; page: number },
) {
  const subLedger = await subLedgerById(subLedgerId)
  assertTenant(actor, subLedger)
  const { rows, total } = await entriesOf(accounts.available(subLedger.engagementId), {
    page: filter.page,
    ...(filter.from ? { from: startOfDay(filter.from) } : {}),
    ...(filter.to ? { to: endOfDay(filter.to) } : {}),
  })
  return {
    total,
    rows: rows.map(({ id, at, reason, amount, links }) => ({
      id,
      at: at.toISOString(),
      text: textOf(reason),
      amount,
      reference: links.reference ?? '',
    })),
  }
}
