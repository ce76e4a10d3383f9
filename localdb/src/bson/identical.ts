import { compareValues } from './compare.ts'
import { T, typeOf, type Doc } from './types.ts'

/** True when two values have the same BSON bytes: same types, same field order, same sign of zero. */
export function identicalValues(a: unknown, b: unknown): boolean {
  if (a === b) return true
  const type = typeOf(a)
  if (type !== typeOf(b)) return false
  if (type === T.object) return identicalDocs(a as Doc, b as Doc)
  if (type === T.array) return identicalArrays(a as unknown[], b as unknown[])
  if (type === T.double) return Object.is(Number(a), Number(b))
  if (type === T.decimal) return String(a) === String(b)
  return compareValues(a, b) === 0
}

function identicalDocs(a: Doc, b: Doc): boolean {
  const keysA = Object.keys(a)
  const keysB = Object.keys(b)
  return (
    keysA.length === keysB.length &&
    keysA.every((key, i) => key === keysB[i] && identicalValues(a[key], b[key]))
  )
}

function identicalArrays(a: unknown[], b: unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => identicalValues(item, b[i]))
}
