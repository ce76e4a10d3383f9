import { formatYuan } from '@linggong/shared/money'
import { asMember } from '../../../actor.ts'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { newId } from '../../../ids.ts'
import { consumeStepUp } from '../../identity/public.ts'
import { journal, postEntry } from '../../ledger/public.ts'
import { getProvider } from '../../providers/public.ts'
import { recordRequest } from '../bank/record-request.ts'
import { announce } from '../messages.ts'
import { withdrawableOf } from './withdrawable.ts'

/**
 * Withdraws earned fees, or remits held tax, from the provider's account: only of payments past the return
 * window. The step-up is bound to the kind and the amount in fen.
 * @throws AppError STEP_UP_*, SMS_CODE_*, RETURN_WINDOW, BALANCE_NOT_ENOUGH
 */
export async function withdraw(
  c: CommandContext,
  input: { kind: 'fee' | 'tax'; amount: number; stepUpId: string; code: string },
): Promise<void> {
  const { kind, amount, stepUpId, code } = input
  const { membership } = asMember(c.actor)
  const providerId = membership.organisationId
  const { bankAccountNo } = await getProvider(providerId, c.session)
  const withdrawable = await withdrawableOf(providerId, c.now, c.session)
  if (amount > withdrawable[kind])
    throw new AppError('RETURN_WINDOW', { available: formatYuan(withdrawable[kind]) })
  await consumeStepUp(c, {
    stepUpId,
    code,
    operation: 'funds.withdraw',
    subjectId: kind,
    digest: String(amount),
  })

  const series = `W${newId()}-`
  await postEntry(
    c,
    journal.withdrawn({ providerId, providerAccountNo: bankAccountNo }, kind, series, amount),
  )
  await recordRequest(c, { kind: `withdraw-${kind}`, series, providerId, accountNo: bankAccountNo, amount })
  const operation = `${kind === 'fee' ? '提取服务费' : '缴纳税款'} ${formatYuan(amount)}`
  c.audit({
    action: 'funds.withdraw',
    subject: { type: 'provider', id: providerId },
    after: { kind, amount },
  })
  await announce(c, stepUpId, operation)
}
