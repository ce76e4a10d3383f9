import { getChild, getField, isArrayIndex, isDoc } from '../bson/types.ts'

/** Filled by a match with the index of the array element that matched, for the positional `$`. */
export type Position = { index?: string }

/** A compiled predicate over a document (or an array read as one). */
export type Test = (container: unknown, position?: Position) => boolean

/** A compiled predicate over one value; `undefined` is a missing field. */
export type LeafTest = (value: unknown, position?: Position) => boolean

/**
 * Applies a leaf predicate along a dotted path as the server's element iterator does: arrays on the way are entered,
 * a numeric part also addresses an element, and with `expandLeaf` an array at the end offers its elements, then itself.
 */
export function testPath(path: string, leaf: LeafTest, expandLeaf = true): Test {
  const parts = path.split('.')
  const walk = { parts, leaf, expandLeaf }
  if (parts.length > 1) return (container, position) => visitDoc(container, walk, 0, position)
  return (container, position) => {
    const value = getChild(container, path)
    return Array.isArray(value) ? visitArray(value, walk, 1, position) : leaf(value, position)
  }
}

type Walk = { parts: readonly string[]; leaf: LeafTest; expandLeaf: boolean }

function visitDoc(container: unknown, walk: Walk, from: number, position: Position | undefined): boolean {
  let value = getChild(container, walk.parts[from] as string)
  let depth = from + 1
  for (; depth < walk.parts.length && !Array.isArray(value); depth++) {
    if (!isDoc(value)) return walk.leaf(undefined, position)
    value = getField(value, walk.parts[depth] as string)
  }
  return Array.isArray(value) ? visitArray(value, walk, depth, position) : walk.leaf(value, position)
}

function visitArray(array: unknown[], walk: Walk, depth: number, position: Position | undefined): boolean {
  if (depth === walk.parts.length) return visitLeafArray(array, walk, position)
  const part = walk.parts[depth] as string
  const index = isArrayIndex(part) ? Number(part) : -1
  for (let i = 0; i < array.length; i++) {
    const item: unknown = array[i]
    if (isDoc(item) && visitDoc(item, walk, depth, position)) return found(position, i)
    if (i === index && visitElement(item, walk, depth + 1, position)) return true
  }
  return false
}

/** The element that a numeric part addresses: not an implicit traversal, so it leaves no position. */
function visitElement(item: unknown, walk: Walk, depth: number, position: Position | undefined): boolean {
  if (depth === walk.parts.length) return walk.leaf(item, position)
  if (isDoc(item)) return visitDoc(item, walk, depth, position)
  return Array.isArray(item) && visitArray(item, walk, depth, position)
}

function visitLeafArray(array: unknown[], walk: Walk, position: Position | undefined): boolean {
  if (walk.expandLeaf) {
    for (let i = 0; i < array.length; i++) {
      if (walk.leaf(array[i], position)) return found(position, i)
    }
  }
  return walk.leaf(array, position)
}

function found(position: Position | undefined, index: number): true {
  if (position) position.index = String(index)
  return true
}
