import { open, type RootDatabase, type Transaction } from 'lmdb'
import { Layer } from './layer.ts'
import { View } from './view.ts'

/** Snapshots that may be read at the same time. */
export const mostReaders = 2048

export type StoreOptions = {
  dir: string
  /** False leaves flushing to the system: for data that may be lost. */
  sync: boolean
}

/** A frozen state of the data. `release` must be called once. */
export type Snapshot = { view: View; sequence: number; release(): void }

type Waiter = { resolve(): void; reject(error: Error): void }

/**
 * Documents and indexes as ordered bytes. A commit is visible at once in a memory layer; layers are written by
 * lmdb off this thread, one fsync for all commits that gathered meanwhile; `durable` resolves after that fsync.
 */
export class Store {
  readonly live: View
  private readonly database: RootDatabase<Buffer, Buffer>
  private active = new Layer()
  private sealed: Layer[] = []
  private visible: Layer[] = []
  /** Those who wait for commits that no running write covers yet. */
  private waiters: Waiter[] = []
  /** Those who wait for the running write, and how many sealed layers it covers. */
  private writing: { layers: number; waiters: Waiter[] } | undefined
  private scheduled = false
  private sequence = 0
  private readonly snapshots = new Map<number, number>()
  private recent = new Map<string, number>()
  private onFailure: ((error: Error) => void) | undefined

  constructor(options: StoreOptions) {
    this.database = open<Buffer, Buffer>({
      path: options.dir,
      encoding: 'binary',
      keyEncoding: 'binary',
      cache: false,
      overlappingSync: false,
      noSync: !options.sync,
      noMemInit: true,
      eventTurnBatching: false,
      maxReaders: mostReaders,
      mapSize: 16 * 1024 ** 3,
    })
    this.live = new View(() => this.visible, this.database)
  }

  /** Called when unwritten commits were lost because the disk refused them. */
  onLoss(listener: (error: Error) => void): void {
    this.onFailure = listener
  }

  /** Makes the writes visible to all later reads, atomically. */
  commit(writes: Layer): void {
    if (writes.size === 0) return
    this.sequence += 1
    const track = this.snapshots.size > 0
    if (this.active.size === 0) this.visible = [this.active, ...this.sealed.toReversed()]
    for (const [text, entry] of writes.entries) {
      this.active.set(text, entry.key, entry.value)
      if (track) {
        this.recent.delete(text)
        this.recent.set(text, this.sequence)
      }
    }
    this.schedule()
  }

  /** Resolves when all commits so far are on disk; rejects when the disk refused them. */
  durable(): Promise<void> {
    const covered = this.writing?.layers ?? 0
    const uncovered = this.active.size > 0 || this.sealed.length > covered
    if (!uncovered && !this.writing) return Promise.resolve()
    const list = uncovered || !this.writing ? this.waiters : this.writing.waiters
    return new Promise((resolve, reject) => list.push({ resolve, reject }))
  }

  /** True when the key was committed after the snapshot's moment. */
  changedSince(text: string, sequence: number): boolean {
    return (this.recent.get(text) ?? 0) > sequence
  }

  snapshot(): Snapshot {
    this.seal()
    const layers = this.sealed.toReversed()
    const transaction: Transaction = this.database.useReadTransaction()
    const sequence = this.sequence
    this.snapshots.set(sequence, (this.snapshots.get(sequence) ?? 0) + 1)
    let released = false
    return {
      view: new View(() => layers, this.database, transaction),
      sequence,
      release: () => {
        if (released) return
        released = true
        transaction.done()
        this.forget(sequence)
      },
    }
  }

  async close(): Promise<void> {
    await this.durable().catch(() => undefined)
    await this.database.close()
  }

  private forget(sequence: number): void {
    const left = (this.snapshots.get(sequence) ?? 1) - 1
    if (left > 0) this.snapshots.set(sequence, left)
    else this.snapshots.delete(sequence)
    if (this.snapshots.size === 0) {
      if (this.recent.size > 0) this.recent = new Map()
      return
    }
    const oldest = Math.min(...this.snapshots.keys())
    for (const [text, at] of this.recent) {
      if (at > oldest) break
      this.recent.delete(text)
    }
  }

  private seal(): void {
    if (this.active.size === 0) return
    this.sealed.push(this.active)
    this.active = new Layer()
    this.visible = this.sealed.toReversed()
  }

  private schedule(): void {
    if (this.scheduled || this.writing) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      if (!this.writing) this.flush()
    })
  }

  private flush(): void {
    this.seal()
    if (this.sealed.length === 0) return
    const batch = [...this.sealed]
    const writing = { layers: batch.length, waiters: this.waiters }
    this.waiters = []
    this.writing = writing
    this.write(batch).then(
      () => this.written(writing),
      (error: unknown) => this.lost(writing, error instanceof Error ? error : new Error(String(error))),
    )
  }

  private written(writing: { layers: number; waiters: Waiter[] }): void {
    this.database.resetReadTxn()
    this.sealed = this.sealed.slice(writing.layers)
    this.writing = undefined
    this.visible = this.sealed.toReversed()
    if (this.active.size > 0) this.visible = [this.active, ...this.visible]
    this.flush()
    for (const waiter of writing.waiters) waiter.resolve()
  }

  private lost(writing: { waiters: Waiter[] }, error: Error): void {
    const waiters = [...writing.waiters, ...this.waiters]
    this.waiters = []
    this.sealed = []
    this.active = new Layer()
    this.visible = []
    this.writing = undefined
    this.database.resetReadTxn()
    this.onFailure?.(error)
    for (const waiter of waiters) waiter.reject(error)
  }

  private async write(batch: Layer[]): Promise<void> {
    const merged = new Map<string, { key: Buffer; value: Buffer | null }>()
    for (const layer of batch) for (const [text, entry] of layer.entries) merged.set(text, entry)
    const puts: Promise<boolean>[] = []
    const committed = this.database.batch(() => {
      for (const entry of merged.values()) {
        puts.push(entry.value ? this.database.put(entry.key, entry.value) : this.database.remove(entry.key))
      }
    })
    try {
      await Promise.all([committed, ...new Set(puts)])
    } catch (error) {
      await (error as { commitError?: Promise<never> }).commitError
      throw error
    }
  }
}
