import { FailPoints } from './commands/fail-points.ts'
import { Cursors } from './commands/cursors.ts'
import { MongoError } from './bson/errors.ts'
import type { Doc } from './bson/types.ts'
import {
  catalogKey,
  encodeCollection,
  largestTable,
  loadCatalog,
  newCollection,
  type Catalog,
  type Collection,
} from './storage/catalog.ts'
import { dropTable, largestGarbage } from './storage/garbage.ts'
import { firstTable } from './storage/keys.ts'
import { Layer, keyText } from './storage/layer.ts'
import { mostReaders, type Store } from './storage/store.ts'
import type { View } from './storage/view.ts'
import { Clock } from './clock.ts'
import { Locks } from './txn/locks.ts'
import { loadSession } from './txn/retry-records.ts'
import type { Session } from './txn/session.ts'
import { Transaction } from './txn/transaction.ts'
import { WriteSet } from './txn/write-set.ts'

export type Parameters = {
  transactionLifetimeLimitSeconds: number
  ttlMonitorSleepSecs: number
}

/** Each open transaction may keep one of the store's readers. */
const mostTransactions = mostReaders - 48

/** The state that all commands share. Everything that changes it runs within one turn of the event loop. */
export class Engine {
  readonly store: Store
  readonly locks = new Locks()
  readonly clock = new Clock()
  readonly cursors = new Cursors()
  readonly failPoints = new FailPoints()
  readonly parameters: Parameters = { transactionLifetimeLimitSeconds: 60, ttlMonitorSleepSecs: 10 }
  readonly openTransactions = new Set<Session>()
  /** Tables of indexes being built, by namespace. */
  readonly builds = new Map<string, number>()
  readonly sessions = new Map<string, Session>()
  readonly startedAt = new Date()
  /** How clients reach this engine: `host:port` or a socket path. */
  address = 'localhost:0'
  private catalogNow: Catalog
  private nextTable: number

  constructor(store: Store) {
    this.store = store
    this.catalogNow = loadCatalog(store.live)
    this.nextTable = 1 + Math.max(firstTable - 1, largestTable(this.catalogNow), largestGarbage(store.live))
    store.onLoss(() => this.forgetUnwritten())
  }

  get catalog(): Catalog {
    return this.catalogNow
  }

  get live(): View {
    return this.store.live
  }

  newTable(): number {
    this.nextTable += 1
    return this.nextTable - 1
  }

  plainWrites(): WriteSet {
    return new WriteSet(this.store, this.locks, () => this.catalogNow)
  }

  /** Makes a write set visible to all, atomically. */
  commit(writes: WriteSet): void {
    if (writes.collections.size > 0) {
      const next = new Map(this.catalogNow)
      for (const [ns, collection] of writes.collections) next.set(ns, collection)
      this.catalogNow = next
    }
    this.store.commit(writes.layer)
    this.clock.tick()
  }

  /** The collection, made if it is not there. */
  ensureCollection(writes: WriteSet, ns: string, options: Doc = {}): Collection {
    const known = writes.collection(ns)
    if (known) return known
    const collection = newCollection(ns, this.newTable(), options)
    writes.putCollection(collection)
    return collection
  }

  /** Changes the catalog outside of transactions: `after` undefined removes the collection and its data. */
  changeCatalog(changes: { before?: Collection; after?: Collection }[]): void {
    const layer = new Layer()
    const next = new Map(this.catalogNow)
    for (const { before } of changes) {
      if (before) {
        const key = catalogKey(before.ns)
        layer.set(keyText(key), key, null)
        next.delete(before.ns)
      }
    }
    for (const { before, after } of changes) {
      if (after) {
        const key = catalogKey(after.ns)
        layer.set(keyText(key), key, encodeCollection(after))
        next.set(after.ns, after)
      }
      for (const table of tablesOf(before)) {
        if (!tablesOf(after).includes(table)) dropTable(layer, table)
      }
    }
    this.catalogNow = next
    this.store.commit(layer)
    this.clock.tick()
  }

  /** Makes writers of a collection wait while an index is built over it; the result ends that. */
  startBuild(ns: string, table: number): () => void {
    let end: () => void = () => undefined
    const holder = { ended: new Promise<void>((resolve) => (end = resolve)) }
    const text = keyText(catalogKey(ns))
    this.locks.take(text, holder)
    this.builds.set(ns, table)
    return () => {
      if (this.locks.holderOf(text) === holder) this.locks.release([text])
      this.builds.delete(ns)
      end()
    }
  }

  session(id: string): Session {
    let session = this.sessions.get(id)
    if (!session) {
      session = loadSession(this.live, id)
      this.sessions.set(id, session)
    }
    session.usedAt = Date.now()
    return session
  }

  /** @throws LockTimeout 24, labelled as transient, when too many transactions are open */
  beginTransaction(session: Session): void {
    if (this.openTransactions.size >= mostTransactions) {
      throw new MongoError(24, 'LockTimeout', `${mostTransactions} transactions are open; try again later`)
    }
    const transaction = new Transaction(this.store.snapshot())
    const writes = new WriteSet(this.store, this.locks, () => this.catalogNow, transaction)
    session.open = { transaction, writes }
    session.outcome = undefined
    this.openTransactions.add(session)
  }

  /** Ends the session's open transaction; its locks are free at once. */
  endTransaction(session: Session, outcome: 'committed' | 'aborted'): void {
    const open = session.open
    if (!open) return
    if (outcome === 'committed') this.commit(open.writes)
    session.open = undefined
    session.outcome = outcome
    this.openTransactions.delete(session)
    this.cursors.dropOfTransaction(open.transaction)
    this.locks.release(open.writes.locked)
    open.transaction.end(outcome)
  }

  /** Aborts transactions older than the limit and forgets idle sessions. */
  reap(now: number): void {
    const limitMs = this.parameters.transactionLifetimeLimitSeconds * 1000
    for (const session of this.openTransactions) {
      if (session.open && now - session.open.transaction.startedAt > limitMs) {
        this.endTransaction(session, 'aborted')
      }
    }
    for (const [id, session] of this.sessions) {
      if (!session.open && now - session.usedAt > 30 * 60 * 1000) this.sessions.delete(id)
    }
    this.cursors.dropIdle(now)
  }

  private forgetUnwritten(): void {
    for (const session of this.openTransactions) this.endTransaction(session, 'aborted')
    this.sessions.clear()
    this.catalogNow = loadCatalog(this.live)
  }
}

function tablesOf(collection: Collection | undefined): number[] {
  return collection ? [collection.table, ...collection.indexes.map((index) => index.table)] : []
}
