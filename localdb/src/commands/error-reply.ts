import type { MongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'

/** An error as the reply that carries it. */
export function errorReply(error: MongoError): Doc {
  return {
    ok: 0,
    errmsg: error.message,
    code: error.code,
    codeName: error.codeName,
    ...error.extra,
    ...(error.labels.length > 0 && { errorLabels: error.labels }),
  }
}
