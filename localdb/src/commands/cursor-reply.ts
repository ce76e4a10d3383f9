import { Long } from 'bson'
import type { Doc } from '../bson/types.ts'
import { RawBson } from '../wire/raw-bson.ts'
import type { Operation } from './operation.ts'

const firstBatchSize = 101
const batchBytes = 16 * 1024 * 1024

type Opening = {
  operation: Operation
  ns: string
  rows: Iterator<Buffer>
  batchSize: number | undefined
  /** No cursor is left open after the first batch. */
  singleBatch?: boolean
  noTimeout?: boolean
  /** Rows that the answer has at most; reaching it ends the cursor. */
  limit?: number | undefined
}

/** Answers the first batch and keeps a cursor for the rest. */
export function openCursor(opening: Opening): Doc {
  const { operation, ns, rows } = opening
  const { batch, done } = takeBatch(rows, opening.batchSize ?? firstBatchSize)
  const ended =
    done || opening.singleBatch === true || (opening.limit !== undefined && batch.length >= opening.limit)
  const cursor = ended
    ? undefined
    : operation.engine.cursors.add({
        ns,
        rows,
        transaction: operation.transaction?.transaction,
        noTimeout: opening.noTimeout ?? false,
      })
  return { cursor: { firstBatch: batch, id: Long.fromNumber(cursor?.id ?? 0), ns }, ok: 1 }
}

/** Takes up to `size` rows, fewer when they grow beyond 16 MB. */
export function takeBatch(rows: Iterator<Buffer>, size: number): { batch: RawBson[]; done: boolean } {
  const batch: RawBson[] = []
  let bytes = 0
  while (batch.length < size && bytes < batchBytes) {
    const next = rows.next()
    if (next.done) return { batch, done: true }
    bytes += next.value.length
    batch.push(new RawBson(next.value))
  }
  return { batch, done: false }
}
