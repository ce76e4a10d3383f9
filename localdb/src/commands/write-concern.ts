import { mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import { asNumber, isDocument, isNumeric } from '../values.ts'
import type { Operation } from './operation.ts'

/** One member can satisfy w 0, 1 and majority; more is answered after the write, as a real one-member set does. */
export function writeConcernErrorOf(operation: Operation): Doc | undefined {
  const concern = operation.body['writeConcern']
  if (concern === undefined) return undefined
  if (!isDocument(concern)) throw mongoError('TypeMismatch', "BSON field 'writeConcern' is the wrong type")
  const w = concern['w']
  if (w === undefined || w === 'majority' || (isNumeric(w) && asNumber(w) <= 1)) return undefined
  if (isNumeric(w)) {
    return {
      code: 100,
      codeName: 'UnsatisfiableWriteConcern',
      errmsg: 'Not enough data-bearing nodes',
    }
  }
  return {
    code: 79,
    codeName: 'UnknownReplWriteConcern',
    errmsg: `No write concern mode named '${String(w)}' found in replica set configuration`,
  }
}
