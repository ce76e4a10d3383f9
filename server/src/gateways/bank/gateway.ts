import { createBankClient } from './client.ts'
import type { BankGatewayConfig } from './config.ts'
import { createParseCallback } from './parse-callback.ts'
import type { BankGateway } from './port.ts'
import {
  ZAccount,
  ZAccounts,
  ZBankOrder,
  ZChanged,
  ZClosed,
  ZOpened,
  ZQueryResult,
  ZStatement,
} from './schemas.ts'

export type { BankGatewayConfig } from './config.ts'
export type * from './port.ts'

/** The bank over its signed HTTP interface (sandbox/docs/bank-protocol.md). */
export function createBankGateway(config: BankGatewayConfig): BankGateway {
  const bank = createBankClient(config)
  const account = (accountNo: string): string => `/bank/v1/accounts/${encodeURIComponent(accountNo)}`
  return {
    openSubLedger: (order) => bank.post('/bank/v1/sub-ledgers', order, ZOpened),
    changeBoundAccount: (order) => bank.post('/bank/v1/sub-ledgers/bound-account', order, ZChanged),
    closeSubLedger: (order) => bank.post('/bank/v1/sub-ledgers/close', order, ZClosed),
    transfer: (order) => bank.post('/bank/v1/transfers', order, ZBankOrder),
    payToCard: (order) => bank.post('/bank/v1/payments', order, ZBankOrder),
    refundToBound: (order) => bank.post('/bank/v1/refunds', order, ZBankOrder),
    sendBackIncoming: (order) => bank.post('/bank/v1/send-backs', order, ZBankOrder),
    payOut: (order) => bank.post('/bank/v1/pay-outs', order, ZBankOrder),
    query: (requestId) => bank.get(`/bank/v1/requests/${encodeURIComponent(requestId)}`, ZQueryResult),
    balance: async (accountNo) => {
      const { balanceFen, availableFen } = await bank.get(account(accountNo), ZAccount)
      return { amountFen: balanceFen, availableFen }
    },
    accounts: async () => (await bank.get('/bank/v1/accounts', ZAccounts)).accounts,
    statement: async (date, accountNo) =>
      (await bank.get(`${account(accountNo)}/statement?date=${date}`, ZStatement)).rows,
    parseCallback: createParseCallback(config),
  }
}
