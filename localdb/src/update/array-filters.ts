import { mongoError } from '../bson/errors.ts'
import { isDoc, type Doc } from '../bson/types.ts'
import { compileFilter } from '../query/match.ts'

/** Tests of array elements by the identifier of `$[identifier]`. */
export type ArrayFilters = ReadonlyMap<string, (element: unknown) => boolean>

/** Compiles `arrayFilters`. @throws MongoError FailedToParse 9, BadValue 2. */
export function compileArrayFilters(filters: readonly Doc[] = []): ArrayFilters {
  const compiled = new Map<string, (element: unknown) => boolean>()
  for (const filter of filters) {
    const id = identifierOf(filter)
    if (compiled.has(id))
      throw mongoError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${id}`,
      )
    const matcher = compileFilter(filter)
    compiled.set(id, (element) => matcher.matches({ [id]: element }))
  }
  return compiled
}

function identifierOf(filter: Doc): string {
  if (!isDoc(filter)) throw mongoError('TypeMismatch', 'each element of arrayFilters must be an object')
  const names = [...new Set(topLevelNames(filter))]
  const [name, other] = names
  if (name === undefined)
    throw mongoError(
      'FailedToParse',
      'Cannot use an expression without a top-level field name in arrayFilters',
    )
  if (other !== undefined) {
    throw mongoError(
      'FailedToParse',
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${name}' and '${other}'`,
    )
  }
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
    throw mongoError(
      'BadValue',
      `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
    )
  }
  return name
}

function topLevelNames(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    if (!key.startsWith('$')) return [key.split('.')[0] as string]
    return Array.isArray(value) ? value.filter(isDoc).flatMap(topLevelNames) : []
  })
}
