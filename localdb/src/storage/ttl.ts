import { encodeKey } from '../bson/key.ts'
import { decode } from '../bson/codec.ts'
import { getPathValues } from '../bson/path.ts'
import type { Doc } from '../bson/types.ts'
import type { Engine } from '../engine.ts'
import { LockedByTransaction } from '../txn/locks.ts'
import type { Collection, Index } from './catalog.ts'
import { boundKey, tableKey } from './keys.ts'
import { deleteRecord } from './records.ts'

const mostPerSweep = 5000

/** Deletes documents whose date lies too far back; what a transaction holds is left for the next sweep. */
export function sweepExpired(engine: Engine, now: number): void {
  for (const collection of engine.catalog.values()) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds !== undefined) sweepIndex(engine, collection, index, now)
    }
  }
}

function sweepIndex(engine: Engine, collection: Collection, index: Index, now: number): void {
  const cutoff = new Date(now - (index.expireAfterSeconds as number) * 1000)
  const direction = index.directions[0] as 1 | -1
  const edges = [new Date(-8.64e15), cutoff].map((date) =>
    boundKey(index.table, encodeKey([date], [direction])),
  )
  const [low, high] = (direction === 1 ? edges : edges.toReversed()) as [Buffer, Buffer]
  for (const { value } of engine.live.scan({ low, high }, false, mostPerSweep)) {
    const bytes = engine.live.get(tableKey(collection.table, value))
    const doc = bytes && decode(bytes)
    if (!doc || !isExpired(doc, index, cutoff)) continue
    const writes = engine.plainWrites()
    try {
      deleteRecord(writes, collection, doc)
      engine.commit(writes)
    } catch (error) {
      if (!(error instanceof LockedByTransaction)) throw error
    }
  }
}

/** The earliest date of the field counts; other types never expire. */
function isExpired(doc: Doc, index: Index, cutoff: Date): boolean {
  const dates = getPathValues(doc, index.paths[0] as string).filter((value) => value instanceof Date)
  return dates.some((date) => date.getTime() <= cutoff.getTime())
}
