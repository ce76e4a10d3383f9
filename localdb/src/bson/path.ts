import { MongoError } from './errors.ts'
import { getField, isArrayIndex, isDoc, UNDEFINED, type Doc } from './types.ts'

/**
 * All values at a dotted path as `distinct` sees them: arrays on the way are entered (a numeric part addresses an
 * element), an array at the end gives its elements, a missing field gives nothing.
 */
export function getPathValues(doc: Doc, path: string): unknown[] {
  const found: unknown[] = []
  collect(doc, path.split('.'), 0, found)
  return found
}

function collect(value: unknown, parts: readonly string[], depth: number, found: unknown[]): void {
  const part = parts[depth]
  if (part === undefined) {
    if (Array.isArray(value)) found.push(...(value as unknown[]))
    else if (value !== undefined) found.push(value)
  } else if (Array.isArray(value)) {
    if (isArrayIndex(part)) collect(value[Number(part)], parts, depth + 1, found)
    else for (const item of value) if (typeof item === 'object') collect(item, parts, depth, found)
  } else if (isDoc(value)) {
    collect(getField(value, part), parts, depth + 1, found)
  }
}

type Walk = { value: unknown; parts: readonly string[] }

/**
 * Index entries of a document: one tuple an array element (multikey), in the order of the pattern's fields, possibly
 * with repetitions. `undefined` in a tuple is a missing field, `UNDEFINED` stands for an empty array.
 * @throws MongoError CannotIndexParallelArrays 171.
 */
export function indexKeysOf(doc: Doc, keyPattern: Doc): unknown[][] {
  const fields = Object.keys(keyPattern)
  return expand(
    fields.map((field) => ({ value: doc, parts: field.split('.') })),
    fields,
  )
}

function expand(walks: readonly Walk[], fields: readonly string[]): unknown[][] {
  const stopped = walks.map(descend)
  const arrays = stopped.filter((walk) => Array.isArray(walk.value))
  const array = arrays[0]?.value as unknown[] | undefined
  if (array === undefined) return [stopped.map((walk) => (walk.parts.length === 0 ? walk.value : undefined))]
  if (arrays.some((walk) => walk.value !== array)) throw parallelArrays(stopped, fields)
  const items = array.length === 0 ? [UNDEFINED] : array
  return items.flatMap((item) => expandItem(stopped, array, item, fields))
}

/** Puts one element in the place of the array; what ends at the array is fixed to the element itself. */
function expandItem(
  walks: readonly Walk[],
  array: unknown[],
  item: unknown,
  fields: readonly string[],
): unknown[][] {
  const fixed = walks.map((walk) => walk.value !== array || walk.parts.length === 0)
  const inner = walks.map((walk, i) =>
    fixed[i] ? { value: undefined, parts: [] } : { value: item, parts: walk.parts },
  )
  const tuples = inner.some((walk) => isDoc(walk.value))
    ? expand(inner, fields)
    : [walks.map(() => undefined)]
  return tuples.map((tuple) =>
    tuple.map((value, i) => {
      const walk = walks[i] as Walk
      if (!fixed[i]) return value
      if (walk.value === array) return item
      return walk.parts.length === 0 ? walk.value : undefined
    }),
  )
}

/** Follows a path to its end or to the first array that must be expanded. */
function descend(walk: Walk): Walk {
  let value = walk.value
  for (let i = 0; i < walk.parts.length; i++) {
    const part = walk.parts[i] as string
    if (Array.isArray(value)) {
      if (!isArrayIndex(part)) return { value, parts: walk.parts.slice(i) }
      value = value[Number(part)]
    } else {
      value = isDoc(value) ? getField(value, part) : undefined
    }
  }
  return { value, parts: [] }
}

function parallelArrays(walks: readonly Walk[], fields: readonly string[]): MongoError {
  const names = walks.flatMap((walk, i) => {
    if (!Array.isArray(walk.value)) return []
    const parts = (fields[i] as string).split('.')
    return [`[${parts[parts.length - walk.parts.length - 1] ?? fields[i]}]`]
  })
  return new MongoError(
    171,
    'CannotIndexParallelArrays',
    `cannot index parallel arrays ${names.reverse().join(' ')}`,
  )
}
