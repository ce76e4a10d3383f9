import type { Operation } from './operation.ts'

/** Server's category of errors after which a retry may succeed elsewhere or later. */
const retryableCodes = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436])
const transientCodes = new Set([24, 112, 246, 251])

/** Labels that the server adds to an error of this command. */
export function labelsFor(operation: Operation, code: number): string[] {
  const ending = operation.name === 'commitTransaction' || operation.name === 'abortTransaction'
  if (ending) {
    if (retryableCodes.has(code)) return ['RetryableWriteError']
    return code === 251 ? ['TransientTransactionError'] : []
  }
  if (operation.body['autocommit'] === false) {
    return transientCodes.has(code) || retryableCodes.has(code) ? ['TransientTransactionError'] : []
  }
  return operation.body['txnNumber'] !== undefined && retryableCodes.has(code) ? ['RetryableWriteError'] : []
}
