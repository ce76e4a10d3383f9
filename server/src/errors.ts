import { describeError, type ErrorCode } from '@linggong/shared/errors'

/**
 * A refusal with a code of the shared catalogue. Anything else that is thrown is hidden from the caller
 * as INTERNAL and logged.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly status: number
  /** Fills the `{name}` parts of the message and is sent to the caller: never personal data. */
  readonly details: Record<string, unknown> | undefined
  /** Path of the field the refusal is about, as in `body.phone`. */
  readonly param: string | undefined

  constructor(code: ErrorCode, details?: Record<string, unknown>, param?: string) {
    const { status, message } = describeError(code, details)
    super(message)
    this.name = 'AppError'
    this.code = code
    this.status = status
    this.details = details
    this.param = param
  }
}

/** Whether the database refused a second document with the same unique key; `field` narrows it to one index. */
export function isDuplicateKey(error: unknown, field?: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 11000) return false
  if (!field) return true
  const pattern = 'keyPattern' in error ? error.keyPattern : undefined
  return typeof pattern === 'object' && pattern !== null && field in pattern
}
