import { Decimal128, Double, Int32, Long } from 'bson'

/** The JS number behind any BSON number; NaN for everything else. */
export function asNumber(value: unknown): number {
  if (typeof value === 'number') return value
  if (value instanceof Int32 || value instanceof Double) return value.value
  if (value instanceof Long) return value.toNumber()
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Decimal128) return Number(value.toString())
  return Number.NaN
}

export function isNumeric(value: unknown): boolean {
  return (
    typeof value === 'number' ||
    value instanceof Int32 ||
    value instanceof Double ||
    value instanceof Long ||
    value instanceof Decimal128
  )
}

/** A flag as commands take it: a boolean or a number that is not zero. */
export function asFlag(value: unknown): boolean {
  return typeof value === 'boolean' ? value : isNumeric(value) && asNumber(value) !== 0
}

/** True for a plain embedded document (not an array, not a BSON type's class). */
export function isDocument(value: unknown): value is { [key: string]: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
