import { mongoError } from '../bson/errors.ts'
import { isDocument } from '../values.ts'
import type { Operation } from './operation.ts'

const levels = new Set<unknown>([undefined, 'local', 'majority', 'linearizable', 'available'])
const transactionLevels = new Set<unknown>([undefined, 'local', 'majority', 'snapshot'])

/**
 * Refuses a read concern that would not be kept. With one member, what is committed is on the majority, so that all
 * levels but `snapshot` read alike. @throws InvalidOptions 72, FailedToParse 9, NotImplemented 238
 */
export function checkReadConcern({ body, transaction }: Operation): void {
  const concern = body['readConcern']
  if (concern === undefined) return
  if (!isDocument(concern)) throw mongoError('FailedToParse', "'readConcern' must be an object")
  const level = concern['level']
  if (transaction) {
    if (transactionLevels.has(level)) return
    throw mongoError(
      'InvalidOptions',
      "The readConcern level must be either 'local' (default), 'majority' or 'snapshot' in order to run in a transaction",
    )
  }
  if (level === 'snapshot') {
    throw mongoError(
      'NotImplemented',
      "localdb does not support the read concern level 'snapshot' outside a transaction",
    )
  }
  if (!levels.has(level)) {
    throw mongoError(
      'FailedToParse',
      "readConcern.level must be either 'local', 'majority', 'linearizable', 'available', or 'snapshot'",
    )
  }
}
