import type { BankContext } from '../context.ts'
import { BankRefusal, type Order } from '../model.ts'
import type { OperationBody } from '../requests.ts'
import { subLedger } from './change-bound-account.ts'

/** Closes a sub-ledger account for good. @throws BankRefusal BALANCE_NOT_ZERO and those of `subLedger` */
export function closeSubLedger(bank: BankContext, body: OperationBody<'close-sub-ledger'>): Order {
  const { requestId, ...content } = body
  return bank.orders.submit('close-sub-ledger', requestId, content, () => {
    const account = subLedger(bank, content.accountNo)
    if (account.balanceFen !== 0 || account.heldFen !== 0) {
      throw new BankRefusal(422, 'BALANCE_NOT_ZERO', '账户余额不为零，不能销户')
    }
    bank.books.save({ ...account, state: 'closed' })
    return { state: 'closed', accountNo: account.accountNo, finishedAt: bank.world.clock.now().toISOString() }
  })
}
