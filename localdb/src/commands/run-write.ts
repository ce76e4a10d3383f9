import { MongoError, mongoError } from '../bson/errors.ts'
import type { Engine } from '../engine.ts'
import { catalogKey } from '../storage/catalog.ts'
import { keyText } from '../storage/layer.ts'
import { LockedByTransaction, writeConflict, type LockHolder } from '../txn/locks.ts'
import type { WriteSet } from '../txn/write-set.ts'
import { asNumber, isDocument } from '../values.ts'
import type { Operation } from './operation.ts'

const longestWaitMs = 60_000

/**
 * Runs a statement as one atomic write: inside the transaction, or on its own. A plain statement that meets a key
 * of an open transaction waits for its end and runs again from the start, having left nothing behind.
 * @throws MaxTimeMSExpired 50 when the client's limit ends first
 */
export async function runWrite<T>(operation: Operation, body: (writes: WriteSet) => T): Promise<T> {
  if (operation.transaction) return body(operation.transaction.writes)
  const giveUpAt = Date.now() + longestWaitMs
  for (;;) {
    const writes = operation.engine.plainWrites()
    try {
      const result = body(writes)
      operation.engine.commit(writes)
      return result
    } catch (error) {
      if (!(error instanceof LockedByTransaction)) throw error
      await waitUntilFree(operation, error.holder.ended, giveUpAt)
    }
  }
}

/**
 * Runs `body` at a moment when no open transaction has written to the collections and no index is built over them,
 * as a change of a collection needs it. What `body` does before its first await is not interrupted.
 */
export async function exclusively<T>(
  operation: Operation,
  matches: (ns: string) => boolean,
  body: () => T,
): Promise<Awaited<T>> {
  const giveUpAt = Date.now() + longestWaitMs
  for (;;) {
    const holder = holderOver(operation.engine, matches)
    if (!holder) return await body()
    await waitUntilFree(operation, holder.ended, giveUpAt)
  }
}

function holderOver(engine: Engine, matches: (ns: string) => boolean): LockHolder | undefined {
  for (const { open } of engine.openTransactions) {
    const written = open ? [...open.writes.touched, ...open.writes.collections.keys()] : []
    if (written.some(matches)) return open?.transaction
  }
  const build = [...engine.builds.keys()].find(matches)
  return build === undefined ? undefined : engine.locks.holderOf(keyText(catalogKey(build)))
}

async function waitUntilFree(operation: Operation, ended: Promise<void>, giveUpAt: number): Promise<void> {
  const until = Math.min(operation.deadline ?? Infinity, giveUpAt)
  let timer: NodeJS.Timeout | undefined
  const timedOut = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), Math.max(0, until - Date.now()))
  })
  const outcome = await Promise.race([ended.then(() => 'free' as const), timedOut])
  clearTimeout(timer)
  if (outcome === 'free') return
  if (until === operation.deadline) throw mongoError('MaxTimeMSExpired', 'operation exceeded time limit')
  throw writeConflict()
}

/**
 * Waits until the command's writes are on disk; inside a transaction and for w:0 nothing is waited for.
 * @throws OutOfDiskSpace 14031 when the disk refused them
 */
export async function acknowledge(operation: Operation): Promise<void> {
  if (operation.transaction) return
  const concern = operation.body['writeConcern']
  if (isDocument(concern) && concern['w'] !== undefined && asNumber(concern['w']) === 0) return
  try {
    await operation.engine.store.durable()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new MongoError(
      14031,
      'OutOfDiskSpace',
      `the disk refused the write and may be full (${reason}); nothing of it was kept`,
    )
  }
}
