import type { Books, StatementRow } from './books.ts'
import type { BankContext } from './context.ts'
import type { Disturbance, Disturbances } from './disturbances.ts'
import { BankRefusal, outsideAccountNo, type Account, type Operation, type Order } from './model.ts'
import type { Notice } from './notices.ts'
import { openAccount } from './operations/transfer.ts'
import type { Settlement } from './settlement.ts'

export interface IncomingTransfer {
  accountNo: string
  amountFen: number
  payerName: string
  payerAccount: string
  payerBank?: string
  remark?: string
}

/** The bank's counter: what the clerk does. Every function throws BankRefusal with a message for the page. */
export interface Desk {
  accounts(): Account[]
  entries: Books['entries']
  statement(accountNo: string, day: string): StatementRow[]
  /** Newest first. */
  orders(): Order[]
  /** Oldest first. */
  callbacks(): Notice[]
  openCorporateAccount(input: { name: string; creditCode: string }): Account
  /** Money from outside into an account; a sub-ledger's arrival is notified. */
  creditTransfer(transfer: IncomingTransfer): { bankSerial: string; noticeId: string | undefined }
  /** Ends a payment that stays accepted. */
  decidePayment(requestId: string, decision: 'succeed' | 'fail', reason?: string): Order
  returnPayment(requestId: string, reason?: string): Order
  /** Makes the next request of an operation go wrong. */
  disturbNext(operation: Operation, disturbance: Disturbance): void
  /** Takes a notice out of delivery: it is lost on the way. */
  loseCallback(noticeId: string): void
}

export function createDesk(bank: BankContext, settlement: Settlement, disturbances: Disturbances): Desk {
  const { books, orders, notices, world } = bank

  function creditTransfer(transfer: IncomingTransfer): { bankSerial: string; noticeId: string | undefined } {
    const { accountNo, amountFen, payerName, payerAccount, payerBank = '', remark = '' } = transfer
    if (!Number.isSafeInteger(amountFen) || amountFen <= 0 || amountFen > 100_000_000_000) {
      throw new BankRefusal(400, 'BAD_REQUEST', '金额须大于零，且不超过 10 亿元')
    }
    if (payerName.trim() === '') throw new BankRefusal(400, 'BAD_REQUEST', '请填写付款户名')
    if (!/^\d{8,32}$/.test(payerAccount))
      throw new BankRefusal(400, 'BAD_REQUEST', '付款账号须为 8 至 32 位数字')
    return world.store.transaction(() => {
      const account = openAccount(bank, accountNo)
      const { bankSerial } = books.post({
        from: outsideAccountNo,
        to: accountNo,
        amountFen,
        summary: remark === '' ? '来账' : remark,
        outsider: { name: payerName, number: payerAccount },
      })
      if (account.kind !== 'sub-ledger') return { bankSerial, noticeId: undefined }
      const content = { accountNo, amountFen, payerName, payerAccount, payerBank, remark, bankSerial }
      return { bankSerial, noticeId: notices.add('incoming-transfer', content).noticeId }
    })
  }

  return {
    accounts: books.accounts,
    entries: books.entries,
    statement: books.statement,
    orders: orders.list,
    callbacks: notices.list,
    openCorporateAccount: ({ name, creditCode }) => {
      if (name.trim() === '') throw new BankRefusal(400, 'BAD_REQUEST', '请填写公司名称')
      return books.open({ kind: 'corporate', name: name.trim(), creditCode })
    },
    creditTransfer,
    decidePayment: (requestId, decision, reason = '收款行拒绝入账') => {
      const order =
        decision === 'succeed'
          ? orders.succeed(requestId)
          : orders.fail(requestId, 'REJECTED_BY_BANK', reason)
      settlement.follow(order)
      return order
    },
    returnPayment: (requestId, reason = '收款账户状态异常，款项退回') => orders.giveBack(requestId, reason),
    disturbNext: disturbances.add,
    loseCallback: notices.lose,
  }
}
