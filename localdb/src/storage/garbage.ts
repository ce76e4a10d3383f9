import { Layer, keyText } from './layer.ts'
import { systemTables, tablePrefix, tableRange } from './keys.ts'
import type { Store } from './store.ts'
import type { View } from './view.ts'

const chunk = 10_000

/** Marks a table's entries for removal, in the same commit that makes it unreachable. */
export function dropTable(layer: Layer, table: number): void {
  const key = garbageKey(table)
  layer.set(keyText(key), key, Buffer.alloc(1))
}

/** Takes the mark back: the table is reachable now. */
export function keepTable(layer: Layer, table: number): void {
  const key = garbageKey(table)
  layer.set(keyText(key), key, null)
}

/** The largest table number that waits for removal; 0 when none does. */
export function largestGarbage(view: View): number {
  return Math.max(0, ...garbage(view))
}

/** Removes a piece of what dropped tables left behind, but not of tables still being built. */
export function sweepGarbage(store: Store, building: ReadonlySet<number>): void {
  const table = garbage(store.live).find((each) => !building.has(each))
  if (table === undefined) return
  const layer = new Layer()
  const entries = store.live.scan(tableRange(table), false, chunk)
  for (const entry of entries) layer.set(keyText(entry.key), entry.key, null)
  if (entries.length < chunk) {
    const key = garbageKey(table)
    layer.set(keyText(key), key, null)
  }
  store.commit(layer)
}

function garbage(view: View): number[] {
  return view
    .scan(tableRange(systemTables.garbage), false, Infinity)
    .map((entry) => entry.key.readUInt32BE(4))
}

function garbageKey(table: number): Buffer {
  const key = Buffer.alloc(8)
  tablePrefix(systemTables.garbage).copy(key)
  key.writeUInt32BE(table, 4)
  return key
}
