import { MongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import type { Operation } from './operation.ts'

/** Codes that end the whole command instead of one statement. */
const commandLevel = new Set([112, 50, 1, 251])

/** An error of one statement as it stands in `writeErrors`; errors of the whole command are thrown on. */
export function statementError(operation: Operation, index: number, error: unknown): Doc {
  if (!(error instanceof MongoError) || commandLevel.has(error.code)) throw error
  if (operation.transaction && operation.session) {
    operation.engine.endTransaction(operation.session, 'aborted')
    operation.transaction = undefined
  }
  return { index, code: error.code, ...error.extra, errmsg: error.message }
}
