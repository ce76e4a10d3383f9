import { acknowledge } from './run-write.ts'
import { putCommit } from '../txn/retry-records.ts'
import { mongoError } from '../bson/errors.ts'
import type { Command, Operation, Reply } from './operation.ts'

export const commitTransaction: Command = {
  name: 'commitTransaction',
  fields: ['recoveryToken'],
  inTransaction: true,
  run: commit,
}

/** Makes the transaction's writes visible and durable; a repeated commit is answered the same. */
async function commit(operation: Operation): Promise<Reply> {
  const { session, engine, transaction } = operation
  if (!session) throw mongoError('NoSuchTransaction', 'commitTransaction must be run within a transaction')
  if (transaction) {
    if (transaction.writes.layer.size > 0) putCommit(transaction.writes, session)
    engine.endTransaction(session, 'committed')
    operation.transaction = undefined
  }
  await acknowledge(operation)
  return { ok: 1 }
}

export const abortTransaction: Command = {
  name: 'abortTransaction',
  fields: ['recoveryToken'],
  inTransaction: true,
  run(operation) {
    const { session, engine } = operation
    if (!session) throw mongoError('NoSuchTransaction', 'abortTransaction must be run within a transaction')
    engine.endTransaction(session, 'aborted')
    operation.transaction = undefined
    return { ok: 1 }
  },
}
