import type { Database, Transaction } from 'lmdb'
import { Layer, keyText } from './layer.ts'

export type Entry = { key: Buffer; value: Buffer }

/** A half-open key range: low ≤ key < high. */
export type KeyRange = { low: Buffer; high: Buffer }

type GetBinary = (key: Buffer, options?: { transaction: Transaction }) => Uint8Array | undefined

/** What is read: layers (newest first) over the stored data as of one moment. */
export class View {
  private readonly layers: () => readonly Layer[]
  private readonly database: Database<Buffer, Buffer>
  private readonly transaction: Transaction | undefined
  private readonly top: Layer | undefined

  constructor(
    layers: () => readonly Layer[],
    database: Database<Buffer, Buffer>,
    transaction?: Transaction,
    top?: Layer,
  ) {
    this.layers = layers
    this.database = database
    this.transaction = transaction
    this.top = top
  }

  /** The same view with a layer on top. */
  over(top: Layer): View {
    return new View(this.layers, this.database, this.transaction, top)
  }

  get(key: Buffer): Buffer | undefined {
    const layers = this.layers()
    const top = this.top && this.top.size > 0 ? this.top : undefined
    if (top || layers.length > 0) {
      const text = keyText(key)
      const own = top?.get(text)
      if (own) return own.value ?? undefined
      for (const layer of layers) {
        const found = layer.get(text)
        if (found) return found.value ?? undefined
      }
    }
    const stored = this.read(key)
    return stored && toBuffer(stored)
  }

  /** Up to `limit` entries of a range in key order, or in reverse. Everything is copied: nothing stays open. */
  scan(range: KeyRange, reverse: boolean, limit: number): Entry[] {
    const low = keyText(range.low)
    const high = keyText(range.high)
    const pending = this.pendingBetween(low, high)
    const result: Entry[] = []
    if (pending.size === 0) {
      for (const entry of this.stored(range, reverse, limit)) {
        result.push({ key: toBuffer(entry.key), value: toBuffer(entry.value) })
      }
      return result
    }
    const texts = [...pending.keys()].toSorted()
    if (reverse) texts.reverse()
    let next = 0
    const emitPendingUpTo = (bound: string | undefined): void => {
      while (next < texts.length && result.length < limit) {
        const text = texts[next] as string
        if (bound !== undefined && (reverse ? text <= bound : text >= bound)) return
        next += 1
        const value = pending.get(text)
        if (value?.value) result.push({ key: value.key, value: value.value })
      }
    }
    for (const entry of this.stored(range, reverse, Infinity)) {
      const key = toBuffer(entry.key)
      const text = keyText(key)
      emitPendingUpTo(text)
      if (result.length >= limit) return result
      if (pending.has(text)) {
        const value = pending.get(text)
        next += 1
        if (value?.value) result.push({ key, value: value.value })
      } else {
        result.push({ key, value: toBuffer(entry.value) })
      }
      if (result.length >= limit) return result
    }
    emitPendingUpTo(undefined)
    return result
  }

  /** Number of keys in a range. */
  count(range: KeyRange): number {
    let total = this.database.getKeysCount({
      start: range.low,
      end: range.high,
      ...(this.transaction && { transaction: this.transaction }),
    })
    for (const [, entry] of this.pendingBetween(keyText(range.low), keyText(range.high))) {
      const stored = this.read(entry.key)
      total += (entry.value ? 1 : 0) - (stored ? 1 : 0)
    }
    return total
  }

  private read(key: Buffer): Uint8Array | undefined {
    const getBinary = this.database.getBinary as GetBinary
    return this.transaction
      ? getBinary.call(this.database, key, { transaction: this.transaction })
      : getBinary.call(this.database, key)
  }

  private stored(range: KeyRange, reverse: boolean, limit: number): Iterable<{ key: Buffer; value: Buffer }> {
    const shared = {
      ...(limit !== Infinity && { limit }),
      ...(this.transaction && { transaction: this.transaction }),
      snapshot: true,
    }
    return reverse
      ? this.database.getRange({
          start: range.high,
          end: range.low,
          reverse: true,
          exclusiveStart: true,
          inclusiveEnd: true,
          ...shared,
        })
      : this.database.getRange({ start: range.low, end: range.high, ...shared })
  }

  private pendingBetween(low: string, high: string): Map<string, { key: Buffer; value: Buffer | null }> {
    const merged = new Map<string, { key: Buffer; value: Buffer | null }>()
    for (const layer of this.top ? [this.top, ...this.layers()] : this.layers()) {
      if (layer.size === 0) continue
      for (const text of layer.keysBetween(low, high)) {
        if (!merged.has(text)) merged.set(text, layer.get(text) as { key: Buffer; value: Buffer | null })
      }
    }
    return merged
  }
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
