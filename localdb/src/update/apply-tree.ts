import { MongoError, mongoError } from '../bson/errors.ts'
import { formatValue } from '../bson/format.ts'
import { getField, isArrayIndex, isDoc, setField, type Doc } from '../bson/types.ts'
import type { ArrayFilters } from './array-filters.ts'
import { KEEP, REMOVE } from './modifier.ts'
import { mergeNodes, modifiersOf, notViable, orderedChildren, type Branch, type UpdateNode } from './tree.ts'

const maxPadding = 1_500_000

export type TreeContext = {
  readonly original: Doc
  readonly now: Date
  readonly arrayIndex: string | undefined
  readonly isInsert: boolean
  readonly filters: ArrayFilters
}

/** Applies a tree to a document; gives the very same document when nothing changes. Only changed branches are copied. */
export function applyTree(root: Branch, context: TreeContext): Doc {
  return applyFields(root, context.original, [], context) as Doc
}

function applyNode(node: UpdateNode, value: unknown, path: readonly string[], context: TreeContext): unknown {
  if (node.kind !== 'leaf') return applyBranch(node, value, path, context)
  const { modifier } = node
  if (modifier.insertOnly && !context.isInsert) return value
  if (value === undefined && !modifier.creates) return value
  const result = modifier.apply(value, { original: context.original, path: path.join('.'), now: context.now })
  if (result === KEEP) return value
  return result === REMOVE ? undefined : result
}

function applyBranch(node: Branch, value: unknown, path: readonly string[], context: TreeContext): unknown {
  return node.kind === 'fields'
    ? applyFields(node, value, path, context)
    : applyElements(node, value, path, context)
}

function applyFields(node: Branch, value: unknown, path: readonly string[], context: TreeContext): unknown {
  const children = orderedChildren(resolvePositional(node, path, context))
  if (Array.isArray(value)) return applyToArray(children, value, path, context)
  if (value !== undefined && !isDoc(value)) return refuseScalar(children, value, path, context)
  const before: Doc = value ?? {}
  let copy: Doc | undefined
  for (const [name, child] of children) {
    const old = getField(before, name)
    const next = applyNode(child, old, [...path, name], context)
    if (next === old) continue
    copy ??= { ...before }
    if (next === undefined) delete copy[name]
    else setField(copy, name, next)
  }
  return copy ?? value
}

/** Puts the index that the query matched in the place of `$`. @throws MongoError BadValue 2 when there is none. */
function resolvePositional(
  node: Branch,
  path: readonly string[],
  context: TreeContext,
): ReadonlyMap<string, UpdateNode> {
  const positional = node.children.get('$')
  if (!positional) return node.children
  const { arrayIndex } = context
  if (arrayIndex === undefined) {
    throw mongoError('BadValue', 'The positional operator did not find the match needed from the query.')
  }
  const children = new Map(node.children)
  children.delete('$')
  const named = children.get(arrayIndex)
  children.set(
    arrayIndex,
    named ? mergeNodes(named, positional, [...path, arrayIndex].join('.')) : positional,
  )
  return children
}

function refuseScalar(
  children: readonly [string, UpdateNode][],
  value: unknown,
  path: readonly string[],
  context: TreeContext,
): unknown {
  for (const [name, child] of children) checkViable(name, child, value, path, context)
  return value
}

function checkViable(
  name: string,
  child: UpdateNode,
  value: unknown,
  path: readonly string[],
  context: TreeContext,
): void {
  const acting = modifiersOf(child).filter(
    (item) => item.operator !== '$unset' && (context.isInsert || !item.insertOnly),
  )
  if (acting.length > 0) throw notViable(name, `{${path.at(-1) ?? ''}: ${formatValue(value)}}`)
}

function applyToArray(
  children: readonly [string, UpdateNode][],
  list: unknown[],
  path: readonly string[],
  context: TreeContext,
): unknown {
  let copy: unknown[] | undefined
  for (const [name, child] of children) {
    if (!isArrayIndex(name)) {
      checkViable(name, child, list, path, context)
      continue
    }
    const index = Number(name)
    const old: unknown = (copy ?? list)[index]
    const next = applyNode(child, old, [...path, name], context)
    if (next === old) continue
    copy ??= [...list]
    pad(copy, index)
    copy[index] = next === undefined ? null : next
  }
  return copy ?? list
}

function pad(list: unknown[], index: number): void {
  if (index - list.length > maxPadding) {
    throw new MongoError(51, 'CannotBackfillArray', `can't backfill more than ${maxPadding} elements`)
  }
  while (list.length < index) list.push(null)
}

function applyElements(node: Branch, value: unknown, path: readonly string[], context: TreeContext): unknown {
  if (modifiersOf(node).every((item) => item.insertOnly && !context.isInsert)) return value
  if (value === undefined) {
    throw mongoError(
      'BadValue',
      `The path '${path.join('.')}' must exist in the document in order to apply array updates.`,
    )
  }
  if (!Array.isArray(value)) {
    throw mongoError(
      'BadValue',
      `Cannot apply array updates to non-array element ${path.at(-1)}: ${formatValue(value)}`,
    )
  }
  let copy: unknown[] | undefined
  for (let i = 0; i < value.length; i++) {
    const elementPath = [...path, String(i)]
    const child = nodeForElement(node, value[i], elementPath, context)
    if (!child) continue
    const next = applyNode(child, value[i], elementPath, context)
    if (next === value[i]) continue
    copy ??= [...(value as unknown[])]
    copy[i] = next === undefined ? null : next
  }
  return copy ?? value
}

function nodeForElement(
  node: Branch,
  element: unknown,
  path: readonly string[],
  context: TreeContext,
): UpdateNode | undefined {
  let merged: UpdateNode | undefined
  for (const [part, child] of node.children) {
    const id = part.slice(2, -1)
    const applies = id === '' || context.filters.get(id)?.(element)
    if (applies) merged = merged ? mergeNodes(merged, child, path.join('.')) : child
  }
  return merged
}
