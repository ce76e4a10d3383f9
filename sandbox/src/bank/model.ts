/** A corporate account that an enterprise holds somewhere, used for refunds. */
export interface BoundAccount {
  name: string
  number: string
  bankName: string
}

/**
 * An account in the bank's books.
 * - `corporate`: a company's general account, ready-made or opened at the counter;
 * - `sub-ledger`: a receiving account under a corporate account, for one enterprise;
 * - `outside`: the rest of the world; the only one that may be below zero.
 */
export interface Account {
  accountNo: string
  kind: 'corporate' | 'sub-ledger' | 'outside'
  name: string
  state: 'open' | 'closed'
  /** Fen in the books. */
  balanceFen: number
  /** Fen promised to payments that are not finished; never more than the balance. */
  heldFen: number
  openedAt: string
  creditCode?: string
  providerAccountNo?: string
  boundAccount?: BoundAccount
}

/** One side of an entry; a positive amount is money into the account. */
export interface EntryLine {
  accountNo: string
  amountFen: number
  balanceFen: number
}

/** A double entry: its lines sum to zero. */
export interface Entry {
  bankSerial: string
  /** ISO, business time. */
  at: string
  /** YYYY-MM-DD in Asia/Shanghai. */
  day: string
  lines: EntryLine[]
  summary: string
  counterparty: { name: string; number: string }
  requestId?: string
}

export type Operation =
  | 'open-sub-ledger'
  | 'change-bound-account'
  | 'close-sub-ledger'
  | 'transfer'
  | 'pay-to-card'
  | 'refund'
  | 'send-back'
  | 'pay-out'

export type OrderState = 'accepted' | 'succeeded' | 'failed' | 'returned' | 'open' | 'changed' | 'closed'

/** What happens to an accepted payment by itself; `wait` until the clerk decides. */
export interface Plan {
  finish: 'succeed' | 'fail' | 'wait'
  failCode?: string
  failReason?: string
  thenReturn?: boolean
  /** Real time, ms since 1970. */
  dueAt: number
}

/** Everything the bank knows under one request id. */
export interface Order {
  requestId: string
  operation: Operation
  /** SHA-256 over the operation and its content; another content under the same id is refused. */
  digest: string
  state: OrderState
  bankSerial: string
  acceptedAt: string
  finishedAt?: string
  failCode?: string
  failReason?: string
  /** Account operations: the account they made or changed. */
  accountNo?: string
  /** Money operations. */
  money?: {
    from: string
    /** An account of this bank, or 'OUTSIDE'. */
    to: string
    amountFen: number
    payee: { name: string; number: string }
    summary: string
  }
  plan?: Plan
  returnedAt?: string
  returnReason?: string
}

export const outsideAccountNo = 'OUTSIDE'

/** A refusal that leaves nothing behind: the same request id may be used again with a corrected content. */
export class BankRefusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}
