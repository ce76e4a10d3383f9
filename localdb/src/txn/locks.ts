import { mongoError, MongoError } from '../bson/errors.ts'

/** An open transaction as others see it: when it ends, its locks are free. */
export type LockHolder = { readonly ended: Promise<void> }

/** A plain write met a key that an open transaction has written; it waits for the holder and starts over. */
export class LockedByTransaction extends Error {
  readonly holder: LockHolder

  constructor(holder: LockHolder) {
    super('the key is locked by an open transaction')
    this.name = 'LockedByTransaction'
    this.holder = holder
  }
}

/** Two transactions, or a transaction and a commit after its snapshot, wrote the same key. */
export function writeConflict(): MongoError {
  return mongoError(
    'WriteConflict',
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
  )
}

/** Which open transaction has written which key. */
export class Locks {
  private readonly holders = new Map<string, LockHolder>()

  get busy(): boolean {
    return this.holders.size > 0
  }

  holderOf(text: string): LockHolder | undefined {
    return this.holders.size === 0 ? undefined : this.holders.get(text)
  }

  take(text: string, holder: LockHolder): void {
    this.holders.set(text, holder)
  }

  release(texts: Iterable<string>): void {
    for (const text of texts) this.holders.delete(text)
  }
}
