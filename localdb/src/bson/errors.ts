import type { Doc } from './types.ts'

/** Server error codes that the engine answers, by their codeName (MongoDB 7.0 error_codes.yml). */
export const errorCodes = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  DottedFieldName: 57,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  WriteConflict: 112,
  ConflictingOperationInProgress: 117,
  DocumentValidationFailure: 121,
  CommandNotSupportedOnView: 166,
  CannotIndexParallelArrays: 171,
  InvalidPipelineOperator: 168,
  TransactionTooOld: 225,
  NotImplemented: 238,
  ConversionFailure: 241,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  UnsupportedFormat: 12,
  InvalidBSON: 22,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
} as const

export type CodeName = keyof typeof errorCodes

/** An error as the server answers it: numeric code, codeName, errmsg; labels and extra fields go into the reply. */
export class MongoError extends Error {
  readonly code: number
  readonly codeName: string
  readonly labels: string[]
  readonly extra: Doc

  constructor(
    code: number,
    codeName: string,
    message: string,
    options: { labels?: string[]; extra?: Doc } = {},
  ) {
    super(message)
    this.name = 'MongoError'
    this.code = code
    this.codeName = codeName
    this.labels = options.labels ?? []
    this.extra = options.extra ?? {}
  }
}

/** Makes an error with one of the server's named codes. */
export function mongoError(codeName: CodeName, message: string): MongoError {
  return new MongoError(errorCodes[codeName], codeName, message)
}

/** Makes an error with a server assertion number that has no name (the server calls it `Location<code>`). */
export function locationError(code: number, message: string): MongoError {
  return new MongoError(code, `Location${code}`, message)
}
