import type { BankContext } from '../context.ts'
import { BankRefusal, type Account, type Order } from '../model.ts'
import type { OperationBody } from '../requests.ts'

/** Replaces the account that refunds of a sub-ledger go to. @throws BankRefusal BOUND_NAME_MISMATCH and those of `subLedger` */
export function changeBoundAccount(bank: BankContext, body: OperationBody<'change-bound-account'>): Order {
  const { requestId, ...content } = body
  return bank.orders.submit('change-bound-account', requestId, content, () => {
    const account = subLedger(bank, content.accountNo)
    if (content.boundAccount.name !== account.name) {
      throw new BankRefusal(422, 'BOUND_NAME_MISMATCH', '绑定账户户名与企业名称不一致')
    }
    bank.books.save({ ...account, boundAccount: content.boundAccount })
    return {
      state: 'changed',
      accountNo: account.accountNo,
      finishedAt: bank.world.clock.now().toISOString(),
    }
  })
}

/** An open sub-ledger account. @throws BankRefusal ACCOUNT_NOT_FOUND, NOT_A_SUB_LEDGER, ACCOUNT_CLOSED */
export function subLedger(bank: BankContext, accountNo: string): Account {
  const account = bank.books.account(accountNo)
  if (account.kind !== 'sub-ledger') throw new BankRefusal(422, 'NOT_A_SUB_LEDGER', '该账号不是子账簿账号')
  if (account.state !== 'open') throw new BankRefusal(422, 'ACCOUNT_CLOSED', '该账号已销户')
  return account
}
