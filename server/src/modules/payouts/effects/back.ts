import { itemMachine } from '@linggong/shared/states/payout'
import type { HydratedDocument } from 'mongoose'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { journal, postEntry } from '../../ledger/public.ts'
import { recordAgain } from '../bank/record-request.ts'
import { ItemModel, type Item } from '../models/item.ts'
import { itemOf, linksOf, note, placeOf, type Effect } from './effect.ts'

/** Ends a failed payment once its commission and its fee are back. */
async function settleIfBack(c: CommandContext, item: HydratedDocument<Item>): Promise<void> {
  const isBack = item.commissionBackAt !== null && (item.fee === 0 || item.feeBackAt !== null)
  if (isBack) await transition(ItemModel, item, itemMachine, 'settle-back', c)
  else await item.save({ session: c.session })
}

/** A failed payment's commission moves back to the sub-ledger. */
export const commissionBack: Effect = {
  async succeeded(c, request) {
    const item = await itemOf(c, request)
    await postEntry(c, journal.commissionBack(placeOf(request), item._id, request.amount, linksOf(item)))
    item.set({ commissionBackAt: c.now })
    note(c, item, item.fee > 0 ? '佣金已退回子账簿，服务费将在失败后 30 分钟退回' : '佣金已退回子账簿')
    await settleIfBack(c, item)
  },
  failed: (c, request) => recordAgain(c, request),
}

/** A failed payment's fee moves back to the sub-ledger. */
export const feeBack: Effect = {
  async succeeded(c, request) {
    const item = await itemOf(c, request)
    await postEntry(c, journal.feeBack(placeOf(request), item._id, request.amount, linksOf(item)))
    item.set({ feeBackAt: c.now })
    note(c, item, '服务费已退回子账簿')
    await settleIfBack(c, item)
  },
  failed: (c, request) => recordAgain(c, request),
}

/** Commission and fee of a returned payment that was given up move back to the sub-ledger. */
export const giveUpBack: Effect = {
  async succeeded(c, request) {
    const item = await itemOf(c, request)
    await postEntry(c, journal.givenUpBack(placeOf(request), item._id, request.amount, linksOf(item)))
    item.set({ commissionBackAt: c.now, feeBackAt: c.now })
    note(c, item, '佣金与服务费已退回子账簿')
    await item.save({ session: c.session })
  },
  failed: (c, request) => recordAgain(c, request),
}
