import { MongoError, mongoError } from '../bson/errors.ts'
import { isFilterPart } from './path.ts'
import type { Modifier } from './modifier.ts'

/**
 * The paths of an update as one tree: fields, elements of an array by filter (`$[]`, `$[id]`), and modifiers at the
 * ends. The positional `$` is a field named `$` until the update is applied.
 */
export type UpdateNode =
  | { kind: 'leaf'; modifier: Modifier; path: string }
  | { kind: 'fields' | 'elements'; children: Map<string, UpdateNode> }

export type Branch = Extract<UpdateNode, { children: unknown }>

function conflict(path: string, at: string): Error {
  return mongoError(
    'ConflictingUpdateOperators',
    `Updating the path '${path}' would create a conflict at '${at}'`,
  )
}

export function emptyTree(): Branch {
  return { kind: 'fields', children: new Map() }
}

/** Adds a modifier at a path. @throws MongoError ConflictingUpdateOperators 40. */
export function addModifier(root: Branch, parts: readonly string[], modifier: Modifier): void {
  const path = parts.join('.')
  let node = root
  for (let i = 0; i < parts.length - 1; i++) {
    const name = parts[i] as string
    const kind = isFilterPart(parts[i + 1] as string) ? 'elements' : 'fields'
    const child: UpdateNode = node.children.get(name) ?? { kind, children: new Map() }
    if (child.kind !== kind) throw conflict(path, parts.slice(0, i + 1).join('.'))
    node.children.set(name, child)
    node = child
  }
  const last = parts.at(-1) as string
  if (node.children.has(last)) throw conflict(path, path)
  node.children.set(last, { kind: 'leaf', modifier, path })
}

/** Joins two trees that apply to the same element. @throws MongoError ConflictingUpdateOperators 40. */
export function mergeNodes(a: UpdateNode, b: UpdateNode, path: string): UpdateNode {
  if (a.kind === 'leaf' || b.kind === 'leaf' || a.kind !== b.kind) throw conflict(path, path)
  const children = new Map(a.children)
  for (const [name, child] of b.children) {
    const other = children.get(name)
    children.set(name, other ? mergeNodes(other, child, `${path}.${name}`) : child)
  }
  return { kind: a.kind, children }
}

/** Children in the order in which the server applies them: numeric names by number, others by text. */
export function orderedChildren(children: ReadonlyMap<string, UpdateNode>): [string, UpdateNode][] {
  return [...children].toSorted(([a], [b]) => compareNames(a, b))
}

function compareNames(a: string, b: string): number {
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return Number(a) - Number(b)
  return a < b ? -1 : a > b ? 1 : 0
}

/** Every modifier under a node. */
export function modifiersOf(node: UpdateNode): Modifier[] {
  return node.kind === 'leaf' ? [node.modifier] : [...node.children.values()].flatMap(modifiersOf)
}

export function notViable(name: string, element: string): Error {
  return new MongoError(28, 'PathNotViable', `Cannot create field '${name}' in element ${element}`)
}
