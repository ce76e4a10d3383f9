import { plainPlan, type BankContext } from '../context.ts'
import type { Disturbance } from '../disturbances.ts'
import { BankRefusal, type Account, type Order } from '../model.ts'
import type { OperationBody } from '../requests.ts'

/**
 * Moves money between a corporate account and a sub-ledger account under it; done at once.
 * @throws BankRefusal ACCOUNT_NOT_FOUND, ACCOUNT_CLOSED, ACCOUNTS_NOT_RELATED
 */
export function transfer(
  bank: BankContext,
  body: OperationBody<'transfer'>,
  disturbance: Disturbance | undefined,
): Order {
  const { requestId, ...content } = body
  return bank.orders.submit('transfer', requestId, content, () => {
    const from = openAccount(bank, content.from)
    const to = openAccount(bank, content.to)
    if (from.providerAccountNo !== to.accountNo && to.providerAccountNo !== from.accountNo) {
      throw new BankRefusal(422, 'ACCOUNTS_NOT_RELATED', '两个账户不属于同一对公账户')
    }
    const money = {
      from: from.accountNo,
      to: to.accountNo,
      amountFen: content.amountFen,
      payee: { name: to.name, number: to.accountNo },
      summary: content.purpose,
    }
    return bank.orders.startMoney(money, plainPlan(bank, disturbance, 0))
  })
}

/** @throws BankRefusal ACCOUNT_NOT_FOUND, ACCOUNT_CLOSED */
export function openAccount(bank: BankContext, accountNo: string): Account {
  const account = bank.books.account(accountNo)
  if (account.kind === 'outside') throw new BankRefusal(422, 'ACCOUNT_NOT_FOUND', '账号不存在')
  if (account.state !== 'open') throw new BankRefusal(422, 'ACCOUNT_CLOSED', '该账号已销户')
  return account
}
