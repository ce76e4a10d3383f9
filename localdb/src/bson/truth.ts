import { isZero } from './arithmetic.ts'
import { isNumeric, T, typeOf } from './types.ts'

/** The server's truth of a value: false, 0, null, undefined and missing are false, everything else is true. */
export function isTrue(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (isNumeric(value)) return !isZero(value)
  const type = typeOf(value)
  return type !== T.null && type !== T.missing && type !== T.undefined
}
