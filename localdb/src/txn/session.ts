import type { Doc } from '../bson/types.ts'
import type { Transaction } from './transaction.ts'
import type { WriteSet } from './write-set.ts'

export type OpenTransaction = { transaction: Transaction; writes: WriteSet }

/** A logical session: its newest transaction number and what ran under it. */
export type Session = {
  /** Hex of the session's id. */
  id: string
  txnNumber: number
  /** What the newest number stands for. */
  kind: 'none' | 'retryable' | 'transaction'
  /** Answers of the retryable write's statements, by statement id. */
  statements: Map<number, Doc>
  open: OpenTransaction | undefined
  outcome: 'committed' | 'aborted' | undefined
  usedAt: number
}

export function newSession(id: string): Session {
  return {
    id,
    txnNumber: -1,
    kind: 'none',
    statements: new Map(),
    open: undefined,
    outcome: undefined,
    usedAt: Date.now(),
  }
}
