import { getField, isDoc, setField, type Doc } from '../bson/types.ts'

/** A copy of a document with another value at a path; `undefined` removes the field. What is in the way is replaced. */
export function withPath(doc: Doc, path: readonly string[], value: unknown): Doc {
  const [name, ...rest] = path as [string, ...string[]]
  const copy = { ...doc }
  const inner = getField(doc, name)
  if (rest.length === 0) {
    if (value === undefined) delete copy[name]
    else setField(copy, name, value)
  } else if (isDoc(inner) || value !== undefined) {
    setField(copy, name, withPath(isDoc(inner) ? inner : {}, rest, value))
  }
  return copy
}

/** Value at a path through documents only; arrays are not entered. */
export function plainPath(doc: Doc, path: readonly string[]): unknown {
  let value: unknown = doc
  for (const name of path) {
    if (!isDoc(value)) return undefined
    value = getField(value, name)
  }
  return value
}
