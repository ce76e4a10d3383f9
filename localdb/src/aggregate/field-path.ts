import { locationError } from '../bson/errors.ts'
import { getField, isDoc } from '../bson/types.ts'

/** Checks and splits a field path of an expression. @throws MongoError 40352, 40353, 15998, 16410. */
export function splitFieldPath(path: string): string[] {
  if (path === '') throw locationError(40352, 'FieldPath cannot be constructed with empty string')
  if (path.endsWith('.')) throw locationError(40353, "FieldPath must not end with a '.'.")
  const parts = path.split('.')
  for (const part of parts) {
    if (part === '') throw locationError(15998, 'FieldPath field names may not be empty strings.')
    if (part.startsWith('$')) {
      throw locationError(
        16410,
        "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
      )
    }
    if (part.includes('\0')) throw locationError(16411, 'FieldPath field names may not contain null bytes.')
  }
  return parts
}

/** Value at a path; an array on the way gives the array of its documents' values, missing ones left out. */
export function valueAtPath(value: unknown, parts: readonly string[], depth = 0): unknown {
  let current = value
  for (let i = depth; i < parts.length; i++) {
    if (Array.isArray(current)) {
      return current.map((item) => valueAtPath(item, parts, i)).filter((item) => item !== undefined)
    }
    if (!isDoc(current)) return undefined
    current = getField(current, parts[i] as string)
  }
  return current
}
