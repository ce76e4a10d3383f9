import { BSONRegExp, Double, Int32, type Document } from 'bson'
import { isOperators, matches } from './match.ts'
import { bitwise, product, Refused, sum, zeroLike } from './numbers.ts'
import { compare, equal, isNumber, isObject } from './values.ts'

type Change = { operator: string; path: string[]; operand: unknown }
type Container = Document | unknown[]

/** Operators that leave a document alone when there is nothing at their path. */
const onlyExisting = new Set(['$unset', '$pop', '$pull', '$pullAll'])

/** The document after an update with operators. @throws Refused with the server's code */
export function updated(doc: Document, update: Document, arrayFilters: readonly Document[] = []): Document {
  const changes = changesOf(update)
  checkConflicts(changes)
  const after = copy(doc) as Document
  for (const change of changes) {
    if (change.operator !== '$setOnInsert') reach(after, change.path, change, arrayFilters)
  }
  return after
}

/** All changes in the order the server makes them: by path. */
function changesOf(update: Document): Change[] {
  const changes = Object.entries(update).flatMap(([operator, fields]) =>
    Object.entries(fields as Document).flatMap(([path, operand]): Change[] => {
      const change = { operator, path: path.split('.'), operand }
      if (operator !== '$rename') return [change]
      return [change, { operator: '$renameTo', path: String(operand).split('.'), operand: path }]
    }),
  )
  return changes.toSorted((a, b) => (a.path.join('\0') < b.path.join('\0') ? -1 : 1))
}

function checkConflicts(changes: Change[]): void {
  for (const [i, a] of changes.entries()) {
    for (const b of changes.slice(i + 1)) {
      const shared = Math.min(a.path.length, b.path.length)
      if (a.path.slice(0, shared).join('.') === b.path.slice(0, shared).join('.')) throw new Refused(40)
    }
  }
}

function reach(at: Container, path: string[], change: Change, arrayFilters: readonly Document[]): void {
  const [name, ...rest] = path as [string, ...string[]]
  if (name.startsWith('$[')) return reachEach(at, name.slice(2, -1), rest, change, arrayFilters)
  if (rest.length === 0) return changeAt(at, name, change)
  const next = valueAt(at, name)
  if (next === undefined) {
    if (rest.some((part) => part.startsWith('$['))) throw new Refused(2)
    if (change.operator === '$unset') return
    if (Array.isArray(at) && !/^\d+$/.test(name)) throw new Refused(28)
    if (onlyExisting.has(change.operator)) return
    const fresh: Document = {}
    reach(fresh, rest, change, arrayFilters)
    if (Object.keys(fresh).length > 0) put(at, name, fresh)
    return
  }
  if (isObject(next) || Array.isArray(next)) return reach(next, rest, change, arrayFilters)
  if (rest[0]?.startsWith('$[')) throw new Refused(2)
  if (change.operator === '$unset') return
  throw new Refused(28)
}

function reachEach(
  at: Container,
  identifier: string,
  rest: string[],
  change: Change,
  arrayFilters: readonly Document[],
): void {
  if (!Array.isArray(at)) throw new Refused(2)
  const filter = arrayFilters.find((each) => Object.keys(each)[0] === identifier) ?? {}
  for (const [position, element] of at.entries()) {
    if (matches({ [identifier]: element }, filter))
      reach(at, [String(position), ...rest], change, arrayFilters)
  }
}

function valueAt(at: Container, name: string): unknown {
  return Object.hasOwn(at, name) && !(Array.isArray(at) && name === 'length')
    ? (at as Document)[name]
    : undefined
}

function put(at: Container, name: string, value: unknown): void {
  if (!Array.isArray(at)) {
    at[name] = value
    return
  }
  if (!/^\d+$/.test(name)) throw new Refused(28)
  while (at.length < Number(name)) at.push(null)
  at[Number(name)] = value
}

function changeAt(at: Container, name: string, { operator, operand }: Change): void {
  const value = valueAt(at, name)
  switch (operator) {
    case '$set':
      return put(at, name, copy(operand))
    case '$unset':
      return remove(at, name)
    case '$rename':
      return
    case '$renameTo':
      return rename(at as Document, String(operand), name)
    case '$inc':
      return put(at, name, value === undefined ? operand : sum(numeric(value), operand))
    case '$mul':
      return put(at, name, product(value === undefined ? new Int32(0) : numeric(value), operand))
    case '$min':
      if (value === undefined || compare(operand, value) < 0) put(at, name, copy(operand))
      return
    case '$max':
      if (value === undefined || compare(operand, value) > 0) put(at, name, copy(operand))
      return
    case '$bit': {
      const [kind, mask] = Object.entries(operand as Document)[0] as ['and' | 'or' | 'xor', unknown]
      return put(at, name, bitwise(kind, value === undefined ? zeroLike(mask) : value, mask))
    }
    default:
      return changeArray(at, name, value, operator, operand)
  }
}

function changeArray(at: Container, name: string, value: unknown, operator: string, operand: unknown): void {
  if (value === undefined && onlyExisting.has(operator)) {
    if (Array.isArray(at) && !/^\d+$/.test(name)) throw new Refused(28)
    return
  }
  if (value !== undefined && !Array.isArray(value)) throw new Refused(operator === '$pop' ? 14 : 2)
  const list = (value ?? []) as unknown[]
  switch (operator) {
    case '$push':
      return put(at, name, pushed(list, operand))
    case '$addToSet':
      return put(at, name, withAdded(list, eachOf(operand)))
    case '$pop':
      return put(at, name, Number(operand) === 1 ? list.slice(0, -1) : list.slice(1))
    case '$pull':
      return put(
        at,
        name,
        list.filter((element) => !isPulled(element, operand)),
      )
    case '$pullAll':
      return put(
        at,
        name,
        list.filter((element) => !(operand as unknown[]).some((each) => equal(each, element))),
      )
    default:
      throw new Error(`the model does not know ${operator}`)
  }
}

function remove(at: Container, name: string): void {
  if (Array.isArray(at)) {
    if (Object.hasOwn(at, name) && name !== 'length') at[Number(name)] = null
  } else {
    delete at[name]
  }
}

function rename(at: Document, from: string, to: string): void {
  if (!Object.hasOwn(at, from)) return
  at[to] = at[from]
  delete at[from]
}

function numeric(value: unknown): unknown {
  if (!isNumber(value)) throw new Refused(14)
  return value
}

function eachOf(operand: unknown): unknown[] {
  return isObject(operand) && '$each' in operand ? (operand['$each'] as unknown[]) : [operand]
}

function pushed(list: unknown[], operand: unknown): unknown[] {
  const each = eachOf(operand).map(copy)
  const options = isObject(operand) && '$each' in operand ? operand : {}
  const position = Number(options['$position'] ?? list.length)
  const at = position < 0 ? Math.max(0, list.length + position) : Math.min(position, list.length)
  let result = [...list.slice(0, at), ...each, ...list.slice(at)]
  const order: unknown = options['$sort']
  if (order !== undefined) result = result.toSorted((a, b) => compareBy(order, a, b))
  if (options['$slice'] === undefined) return result
  const slice = Number(options['$slice'])
  if (slice === 0) return []
  return slice > 0 ? result.slice(0, slice) : result.slice(slice)
}

function compareBy(order: unknown, a: unknown, b: unknown): number {
  if (!isObject(order)) return compare(a, b) * Number(order)
  const [field, direction] = Object.entries(order)[0] as [string, unknown]
  const keyOf = (value: unknown): unknown =>
    isObject(value) && Object.hasOwn(value, field) ? value[field] : null
  return compare(keyOf(a), keyOf(b)) * Number(direction)
}

function withAdded(list: unknown[], values: unknown[]): unknown[] {
  const result = [...list]
  for (const value of values) if (!result.some((each) => equal(each, value))) result.push(copy(value))
  return result
}

function isPulled(element: unknown, condition: unknown): boolean {
  if (isOperators(condition) || condition instanceof BSONRegExp)
    return matches({ x: element }, { x: condition })
  if (isObject(condition)) return isObject(element) && matches(element, condition)
  return equal(element, condition)
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy)
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copy(each)]))
  return value instanceof Double ? new Double(value.value) : value
}
