import { setTimeout as sleep } from 'node:timers/promises'
import mongoose, { type ClientSession } from 'mongoose'

const maxAttempts = 10
const maxCommitAttempts = 5

function hasLabel(error: unknown, label: string): boolean {
  return error instanceof mongoose.mongo.MongoError && error.hasErrorLabel(label)
}

/** Waits a random time that grows with the attempt, so that two losers do not meet again. */
async function backOff(attempt: number): Promise<void> {
  await sleep(Math.random() * Math.min(10 * 2 ** attempt, 500))
}

async function commit(session: ClientSession): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await session.commitTransaction()
      return
    } catch (error) {
      if (!hasLabel(error, 'UnknownTransactionCommitResult') || attempt === maxCommitAttempts) throw error
      await backOff(attempt)
    }
  }
}

async function attemptOnce<T>(fn: (session: ClientSession) => Promise<T>): Promise<T> {
  const session = await mongoose.connection.startSession()
  try {
    session.startTransaction({
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority' },
      readPreference: 'primary',
    })
    const result = await fn(session)
    await commit(session)
    return result
  } catch (error) {
    if (session.inTransaction()) await session.abortTransaction().catch(() => undefined)
    throw error
  } finally {
    await session.endSession()
  }
}

/**
 * Runs `fn` in one transaction. It runs again from the beginning when another transaction wrote the same
 * documents (at most 10 times): it must load what it changes itself and have no effect outside the database.
 * Every operation inside takes the session.
 */
export async function transaction<T>(fn: (session: ClientSession) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(fn)
    } catch (error) {
      if (!hasLabel(error, 'TransientTransactionError') || attempt === maxAttempts) throw error
      await backOff(attempt)
    }
  }
}
