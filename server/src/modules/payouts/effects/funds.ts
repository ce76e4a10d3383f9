import { incomingTransferMachine, refundMachine } from '@linggong/shared/states/payout'
import { formatYuan } from '@linggong/shared/money'
import type { HydratedDocument } from 'mongoose'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { journal, postEntry } from '../../ledger/public.ts'
import type { BankRequest } from '../models/bank-request.ts'
import { IncomingTransferModel, type IncomingTransfer } from '../models/incoming-transfer.ts'
import { RefundModel, type Refund } from '../models/refund.ts'
import { placeOf, subjectOf, type Effect } from './effect.ts'

async function refundOf(c: CommandContext, request: BankRequest): Promise<HydratedDocument<Refund>> {
  const refund = await RefundModel.findById(subjectOf(request)).session(c.session)
  if (!refund) throw new Error(`request ${request._id} has no refund`)
  return refund
}

async function markSending(c: CommandContext, refund: HydratedDocument<Refund>): Promise<void> {
  if (refund.state === 'requested') await transition(RefundModel, refund, refundMachine, 'send', c)
}

/** Money of a sub-ledger goes back to its bound account. */
export const refund: Effect = {
  async accepted(c, request) {
    await markSending(c, await refundOf(c, request))
  },
  async succeeded(c, request) {
    const found = await refundOf(c, request)
    await postEntry(c, journal.refundDone(placeOf(request), found._id, request.amount, request._id))
    await markSending(c, found)
    await transition(RefundModel, found, refundMachine, 'finish', c)
  },
  async failed(c, request, reason) {
    const found = await refundOf(c, request)
    await postEntry(c, journal.refundFailed(placeOf(request), found._id, request.amount, request._id))
    await markSending(c, found)
    found.set({ reason: `${reason}，${formatYuan(request.amount)} 已返还可用余额` })
    await transition(RefundModel, found, refundMachine, 'fail', c, { reason })
  },
}

async function transferOf(
  c: CommandContext,
  request: BankRequest,
): Promise<HydratedDocument<IncomingTransfer>> {
  const transfer = await IncomingTransferModel.findById(subjectOf(request)).session(c.session)
  if (!transfer) throw new Error(`request ${request._id} has no transfer`)
  return transfer
}

/** An unclaimed transfer goes back to who paid it; refused, it waits for another decision. */
export const sendBack: Effect = {
  async succeeded(c, request) {
    const transfer = await transferOf(c, request)
    await postEntry(
      c,
      journal.transferSentBack(placeOf(request), transfer._id, request.amount, transfer.bankSerial),
    )
    transfer.set({ sendingBack: false, problem: null })
    await transition(IncomingTransferModel, transfer, incomingTransferMachine, 'send-back', c)
  },
  async failed(c, request, reason) {
    const transfer = await transferOf(c, request)
    transfer.set({ sendingBack: false, problem: `退回没有成功：${reason}` })
    await transfer.save({ session: c.session })
  },
}

/** Earned fees leave for the provider's own account, held tax for the tax office. */
function withdrawal(kind: 'fee' | 'tax'): Effect {
  return {
    succeeded: async () => undefined,
    async failed(c, request) {
      if (!request.accountNo) throw new Error(`request ${request._id} has no account`)
      const place = { providerId: request.providerId, providerAccountNo: request.accountNo }
      await postEntry(c, journal.withdrawalFailed(place, kind, request.series, request.amount))
    },
  }
}

export const withdrawFee = withdrawal('fee')
export const withdrawTax = withdrawal('tax')
