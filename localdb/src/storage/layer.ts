/** One pending write: `value` null is a removal. */
export type LayerEntry = { key: Buffer; value: Buffer | null }

/** Text form of a binary key; its code-unit order is the byte order. */
export function keyText(key: Buffer): string {
  return key.toString('latin1')
}

/** An ordered set of pending writes that lies over older layers and the stored data. */
export class Layer {
  readonly entries = new Map<string, LayerEntry>()
  private sorted: string[] = []
  private unsorted: string[] = []

  get size(): number {
    return this.entries.size
  }

  set(text: string, key: Buffer, value: Buffer | null): void {
    if (!this.entries.has(text)) this.unsorted.push(text)
    this.entries.set(text, { key, value })
  }

  get(text: string): LayerEntry | undefined {
    return this.entries.get(text)
  }

  /** Keys in [low, high) in ascending byte order. */
  keysBetween(low: string, high: string): string[] {
    this.order()
    const from = lowerBound(this.sorted, low)
    const to = lowerBound(this.sorted, high)
    return from === to ? [] : this.sorted.slice(from, to)
  }

  private order(): void {
    if (this.unsorted.length === 0) return
    if (this.unsorted.length > 16 || this.sorted.length < 64) {
      this.sorted = this.sorted.concat(this.unsorted).toSorted(compareText)
    } else {
      for (const text of this.unsorted) this.sorted.splice(lowerBound(this.sorted, text), 0, text)
    }
    this.unsorted = []
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function lowerBound(list: string[], text: string): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as string) < text) low = middle + 1
    else high = middle
  }
  return low
}
