import { mongoError } from '../bson/errors.ts'
import type { Transaction } from '../txn/transaction.ts'

/** An answer that is fetched in pieces. */
export type Cursor = {
  id: number
  ns: string
  rows: Iterator<Buffer>
  transaction: Transaction | undefined
  usedAt: number
  noTimeout: boolean
}

const idleLimitMs = 10 * 60 * 1000

/** Open cursors by id. */
export class Cursors {
  private readonly open = new Map<number, Cursor>()

  add(cursor: Omit<Cursor, 'id' | 'usedAt'>): Cursor {
    let id = 0
    while (id === 0 || this.open.has(id)) id = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER)
    const added = { ...cursor, id, usedAt: Date.now() }
    this.open.set(id, added)
    return added
  }

  /** @throws CursorNotFound 43 */
  get(id: number, ns: string): Cursor {
    const cursor = this.open.get(id)
    if (!cursor || cursor.ns !== ns) throw mongoError('CursorNotFound', `cursor id ${id} not found`)
    cursor.usedAt = Date.now()
    return cursor
  }

  drop(id: number): boolean {
    return this.open.delete(id)
  }

  /** A dropped collection's cursors end. */
  dropOfNamespace(matches: (ns: string) => boolean): void {
    for (const [id, cursor] of this.open) if (matches(cursor.ns)) this.open.delete(id)
  }

  dropOfTransaction(transaction: Transaction): void {
    for (const [id, cursor] of this.open) if (cursor.transaction === transaction) this.open.delete(id)
  }

  dropIdle(now: number): void {
    for (const [id, cursor] of this.open) {
      if (!cursor.noTimeout && now - cursor.usedAt > idleLimitMs) this.open.delete(id)
    }
  }
}
