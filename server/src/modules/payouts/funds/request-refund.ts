import { formatYuan } from '@linggong/shared/money'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { newId } from '../../../ids.ts'
import { assertTenant } from '../../../tenancy.ts'
import { subLedgerById } from '../../engagements/public.ts'
import { consumeStepUp } from '../../identity/public.ts'
import { journal, postEntry } from '../../ledger/public.ts'
import { recordRequest } from '../bank/record-request.ts'
import { announce } from '../messages.ts'
import { RefundModel, type Refund } from '../models/refund.ts'

/**
 * Asks for money of a sub-ledger to go back to its bound account; the step-up is bound to the amount in fen.
 * @throws AppError NOT_FOUND, SUBLEDGER_REQUIRED, STEP_UP_*, SMS_CODE_*, BALANCE_NOT_ENOUGH
 */
export async function requestRefund(
  c: CommandContext,
  input: { subLedgerId: string; amount: number; stepUpId: string; code: string },
): Promise<Refund> {
  const { subLedgerId, amount, stepUpId, code } = input
  const subLedger = await subLedgerById(subLedgerId, c.session)
  assertTenant(c.actor, subLedger)
  if (subLedger.state !== 'open' || !subLedger.accountNo) throw new AppError('SUBLEDGER_REQUIRED')
  await consumeStepUp(c, {
    stepUpId,
    code,
    operation: 'subledger.refund',
    subjectId: subLedgerId,
    digest: String(amount),
  })

  const { engagementId, enterpriseId, providerId, accountNo: subAccountNo, providerAccountNo } = subLedger
  const place = { engagementId, providerId, subAccountNo, providerAccountNo }
  const _id = newId()
  const [refund] = await RefundModel.create([{ _id, subLedgerId, enterpriseId, providerId, place, amount }], {
    session: c.session,
  })
  if (!refund) throw new Error('the refund was not stored')
  await postEntry(c, journal.refundRequested(place, _id, amount, `R${_id}`))
  await recordRequest(c, {
    kind: 'refund',
    series: `R${_id}-`,
    enterpriseId,
    providerId,
    place,
    subjectId: _id,
    amount,
  })
  c.audit({ action: 'refund.request', subject: { type: 'refund', id: _id }, after: { amount } })
  await announce(c, stepUpId, `余额退款 ${formatYuan(amount)}`)
  return refund.toObject()
}
