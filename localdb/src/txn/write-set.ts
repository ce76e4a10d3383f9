import { catalogKey, encodeCollection, type Catalog, type Collection } from '../storage/catalog.ts'
import { Layer, keyText } from '../storage/layer.ts'
import type { Store } from '../storage/store.ts'
import type { View } from '../storage/view.ts'
import { LockedByTransaction, writeConflict, type LockHolder, type Locks } from './locks.ts'

/** The open transaction that owns a write set, and the moment of its snapshot. */
export type Owner = LockHolder & { sequence: number; view: View }

/**
 * Writes that are not visible to others yet: a statement's, or a transaction's. Nothing outside changes before
 * the commit, so throwing one away is a complete rollback.
 */
export class WriteSet {
  readonly layer = new Layer()
  readonly view: View
  /** Collections made or changed by these writes. */
  readonly collections = new Map<string, Collection>()
  /** Namespaces of the documents written. */
  readonly touched = new Set<string>()
  readonly locked = new Set<string>()
  private readonly catalog: Catalog
  private readonly store: Store
  private readonly locks: Locks
  private readonly owner: Owner | undefined
  private readonly current: () => Catalog

  /** `current` is the committed catalog; a transaction keeps the one of its snapshot. */
  constructor(store: Store, locks: Locks, current: () => Catalog, owner?: Owner) {
    this.store = store
    this.locks = locks
    this.catalog = current()
    this.current = current
    this.owner = owner
    this.view = (owner?.view ?? store.live).over(this.layer)
  }

  collection(ns: string): Collection | undefined {
    return this.collections.get(ns) ?? this.catalog.get(ns)
  }

  /** Makes the key this write set's own. @throws LockedByTransaction (plain writes), WriteConflict 112 (transactions) */
  claim(key: Buffer): void {
    const text = keyText(key)
    if (this.locked.has(text)) return
    const holder = this.locks.holderOf(text)
    if (this.owner) {
      if (holder && holder !== this.owner) throw writeConflict()
      if (this.store.changedSince(text, this.owner.sequence)) throw writeConflict()
      this.locks.take(text, this.owner)
      this.locked.add(text)
    } else if (holder) {
      throw new LockedByTransaction(holder)
    }
  }

  /**
   * Notes that documents of the collection are written.
   * @throws WriteConflict 112 when it changed meanwhile, LockedByTransaction while an index is built over it
   */
  touch(collection: Collection): void {
    if (this.touched.has(collection.ns)) return
    if (!this.collections.has(collection.ns) && this.current().get(collection.ns) !== collection) {
      throw writeConflict()
    }
    const holder = this.locks.busy ? this.locks.holderOf(keyText(catalogKey(collection.ns))) : undefined
    if (holder && holder !== this.owner) throw this.owner ? writeConflict() : new LockedByTransaction(holder)
    this.touched.add(collection.ns)
  }

  /** Stores widened flags at once: they only ever widen what a scan considers and may outlive a rollback. */
  saveFlags(collection: Collection): void {
    const key = catalogKey(collection.ns)
    if (this.collections.has(collection.ns)) return this.put(key, encodeCollection(collection))
    const alone = new Layer()
    alone.set(keyText(key), key, encodeCollection(collection))
    this.store.commit(alone)
  }

  put(key: Buffer, value: Buffer): void {
    this.layer.set(keyText(key), key, value)
  }

  remove(key: Buffer): void {
    this.layer.set(keyText(key), key, null)
  }

  /** Records a new or changed collection in the catalog. */
  putCollection(collection: Collection): void {
    const key = catalogKey(collection.ns)
    this.claim(key)
    this.put(key, encodeCollection(collection))
    this.collections.set(collection.ns, collection)
  }
}
