import type { Operation } from './model.ts'

/** How the next request of an operation goes wrong: a failure injected by a test or by the clerk. */
export type Disturbance =
  /** Accepted or refused by the books as usual, then fails with this reason. */
  | { kind: 'fail'; failCode: string; failReason: string }
  /** The answer is held back; `booked` says whether the bank did it all the same. */
  | { kind: 'timeout'; booked: boolean }
  /** HTTP 503 and nothing done. */
  | { kind: 'unavailable' }
  /** Stays accepted until the clerk decides. */
  | { kind: 'slow' }
  /** The answer carries a signature that does not fit. */
  | { kind: 'forged-answer' }

export interface Disturbances {
  add(operation: Operation, disturbance: Disturbance): void
  take(operation: Operation): Disturbance | undefined
}

/** Kept in memory only: a restart forgets them. */
export function createDisturbances(): Disturbances {
  const queues = new Map<Operation, Disturbance[]>()
  return {
    add: (operation, disturbance) => {
      queues.set(operation, [...(queues.get(operation) ?? []), disturbance])
    },
    take: (operation) => queues.get(operation)?.shift(),
  }
}
