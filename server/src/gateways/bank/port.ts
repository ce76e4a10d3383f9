/** What the product needs of the bank. All amounts are integer fen, all times ISO strings. */

/** How far an order of money is. `returned` only follows `succeeded`, and only for card payments. */
export type BankOrderState = 'accepted' | 'succeeded' | 'failed' | 'returned'

/** The bank's answer to an order; sending the same request id with the same content again answers its state now. */
export interface BankOrder {
  state: BankOrderState
  bankSerial?: string
  /** The bank's code, e.g. INSUFFICIENT_FUNDS, ACCOUNT_FROZEN (sandbox/docs/bank-protocol.md, "Failures"). */
  failCode?: string
  /** Chinese, as the bank says it. */
  failReason?: string
  returnReason?: string
}

export interface BoundAccount {
  name: string
  number: string
  bankName: string
}

/** `open`, `changed` and `closed` are the final states of orders about accounts. */
export type BankQueryResult =
  | { state: 'not-found' }
  | (Omit<BankOrder, 'state'> & {
      state: BankOrderState | 'open' | 'changed' | 'closed'
      /** Orders about accounts: the account. */
      accountNo?: string
    })

export interface BankAccount {
  accountNo: string
  kind: 'corporate' | 'sub-ledger'
  name: string
  state: 'open' | 'closed'
  /** In the books; payments that are not finished are still inside. */
  balanceFen: number
  /** Promised to payments that are not finished. */
  heldFen: number
  availableFen: number
  providerAccountNo?: string
}

export interface BankStatementRow {
  bankSerial: string
  at: string
  /** Positive: into the account. */
  amountFen: number
  balanceFen: number
  counterpartyName: string
  counterpartyNumber: string
  summary: string
  /** Empty when no request of ours caused it. */
  requestId: string
}

export type BankResultKind =
  | 'payment-result'
  | 'transfer-result'
  | 'refund-result'
  | 'send-back-result'
  | 'pay-out-result'

/** A notice of the bank, its signature verified. The same notice may come twice, late, or in another order. */
export type BankNotice = { noticeId: string; at: string; amountFen: number; bankSerial: string } & (
  | {
      kind: BankResultKind
      requestId: string
      state: 'succeeded' | 'failed'
      failCode?: string
      failReason?: string
    }
  | { kind: 'payment-returned'; requestId: string; returnReason: string }
  | {
      kind: 'incoming-transfer'
      accountNo: string
      payerName: string
      payerAccount: string
      payerBank: string
      remark: string
    }
)

/**
 * Every call throws only GatewayError: `timeout` = unknown, query by request id; `unavailable` = certainly not
 * done; `rejected` = refused with a code (REQUEST_ID_REUSED, ACCOUNT_NOT_FOUND, BALANCE_NOT_ZERO …), nothing kept.
 * Only queries are retried here; sending an order again with its request id is the caller's decision.
 */
export interface BankGateway {
  /** Opens a receiving account under a provider's corporate account; the bound account carries the same name. */
  openSubLedger(order: {
    requestId: string
    providerAccountNo: string
    enterpriseName: string
    enterpriseCreditCode: string
    boundAccount: BoundAccount
  }): Promise<{ state: 'open'; accountNo: string }>
  changeBoundAccount(order: {
    requestId: string
    accountNo: string
    boundAccount: BoundAccount
  }): Promise<{ state: 'changed' }>
  /** Only at balance zero (BALANCE_NOT_ZERO otherwise). */
  closeSubLedger(order: { requestId: string; accountNo: string }): Promise<{ state: 'closed' }>
  /** Between a corporate account and a sub-ledger under it. */
  transfer(order: {
    requestId: string
    from: string
    to: string
    amountFen: number
    purpose: string
  }): Promise<BankOrder>
  payToCard(order: {
    requestId: string
    from: string
    amountFen: number
    cardNumber: string
    name: string
    remark: string
  }): Promise<BankOrder>
  refundToBound(order: { requestId: string; accountNo: string; amountFen: number }): Promise<BankOrder>
  /** Sends an incoming transfer back to its payer, whole. */
  sendBackIncoming(order: { requestId: string; noticeId: string }): Promise<BankOrder>
  /** To the tax office, or to the provider's own account elsewhere. */
  payOut(order: {
    requestId: string
    from: string
    amountFen: number
    purpose: 'tax' | 'fee'
  }): Promise<BankOrder>
  query(requestId: string): Promise<BankQueryResult>
  /** `amountFen` is the balance in the bank's books. */
  balance(accountNo: string): Promise<{ amountFen: number; availableFen: number }>
  /** All accounts of the bank that this client may see. */
  accounts(): Promise<BankAccount[]>
  /** @param date YYYY-MM-DD in Asia/Shanghai */
  statement(date: string, accountNo: string): Promise<BankStatementRow[]>
  /**
   * Verifies a notice posted to the server's /bank/callback.
   * @param headers of the request, names in lower case
   * @param rawBody the very bytes received
   * @throws GatewayError rejected: BAD_SIGNATURE, STALE_TIMESTAMP or MALFORMED_NOTICE
   */
  parseCallback(headers: Record<string, string | string[] | undefined>, rawBody: Buffer | string): BankNotice
}
