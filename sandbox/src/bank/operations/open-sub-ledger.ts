import type { BankContext } from '../context.ts'
import { BankRefusal, type Order } from '../model.ts'
import type { OperationBody } from '../requests.ts'

/**
 * Opens a receiving account under a corporate account.
 * @throws BankRefusal ACCOUNT_NOT_FOUND, NOT_A_CORPORATE_ACCOUNT, BOUND_NAME_MISMATCH (the bound account must
 *   carry the enterprise's own name)
 */
export function openSubLedger(bank: BankContext, body: OperationBody<'open-sub-ledger'>): Order {
  const { requestId, ...content } = body
  return bank.orders.submit('open-sub-ledger', requestId, content, () => {
    const provider = bank.books.account(content.providerAccountNo)
    if (provider.kind !== 'corporate' || provider.state !== 'open') {
      throw new BankRefusal(422, 'NOT_A_CORPORATE_ACCOUNT', '该账号不是可用的对公账户')
    }
    if (content.boundAccount.name !== content.enterpriseName) {
      throw new BankRefusal(422, 'BOUND_NAME_MISMATCH', '绑定账户户名与企业名称不一致')
    }
    const account = bank.books.open({
      kind: 'sub-ledger',
      name: content.enterpriseName,
      creditCode: content.enterpriseCreditCode,
      providerAccountNo: provider.accountNo,
      boundAccount: content.boundAccount,
    })
    return { state: 'open', accountNo: account.accountNo, finishedAt: account.openedAt }
  })
}
