import { formatYuan } from '@linggong/shared/money'
import { incomingTransferMachine } from '@linggong/shared/states/payout'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { stateConflict, transition } from '../../../states.ts'
import { assertTenant } from '../../../tenancy.ts'
import { journal, postEntry } from '../../ledger/public.ts'
import { recordRequest } from '../bank/record-request.ts'
import { tellEnterprise } from '../messages.ts'
import { BankRequestModel, type BankRequest } from '../models/bank-request.ts'
import { IncomingTransferModel } from '../models/incoming-transfer.ts'

/**
 * Decides a transfer that was not recognised: it is the enterprise's (claim), or goes back to its payer.
 * @throws AppError NOT_FOUND, STATE_CONFLICT also while it is on its way back
 */
export async function decideTransfer(
  c: CommandContext,
  input: { transferId: string; decision: 'claim' | 'send-back'; reason: string },
): Promise<void> {
  const { transferId, decision, reason } = input
  const transfer = await IncomingTransferModel.findById(transferId).session(c.session)
  assertTenant(c.actor, transfer)
  if (transfer.state !== 'unclaimed') throw stateConflict(incomingTransferMachine, transfer.state, decision)
  if (transfer.sendingBack) {
    const { verb } = incomingTransferMachine.transitions[decision]
    throw new AppError('STATE_CONFLICT', { state: '退回处理中', action: verb })
  }
  transfer.set({ reason, problem: null })
  const { amount, bankSerial, place, enterpriseId, providerId } = transfer
  if (decision === 'claim') {
    await postEntry(c, journal.transferClaimed(place, transferId, amount, bankSerial))
    await transition(IncomingTransferModel, transfer, incomingTransferMachine, 'claim', c, { reason })
    const data = { account: `尾号 ${place.subAccountNo.slice(-4)} 的子账簿`, amount: formatYuan(amount) }
    await tellEnterprise(c, enterpriseId, 'transfer-received', transferId, data, 'enterprise/account')
    return
  }
  transfer.set({ sendingBack: true })
  await transfer.save({ session: c.session })
  c.audit({
    action: 'incoming-transfer.ask-send-back',
    subject: { type: 'incoming-transfer', id: transferId },
    reason,
  })
  const series = `N${transferId}-`
  const last = await BankRequestModel.findOne({ series })
    .sort({ attempt: -1 })
    .session(c.session)
    .lean<BankRequest>()
  const attempt = (last?.attempt ?? 0) + 1
  await recordRequest(c, {
    kind: 'send-back',
    series,
    attempt,
    enterpriseId,
    providerId,
    place,
    subjectId: transferId,
    amount,
  })
}
