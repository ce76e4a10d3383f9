import { locationError } from '../bson/errors.ts'
import { formatValue } from '../bson/format.ts'
import { isTrue } from '../bson/truth.ts'
import { isDoc, isNumeric, setField, getField, type Doc } from '../bson/types.ts'
import { compileExpression } from './expression.ts'
import { splitFieldPath } from './field-path.ts'
import type { Expr, Scope } from './scope.ts'

/** What a projection does with the field at the end of a path. */
export type Leaf = { kind: 'include' | 'exclude' } | { kind: 'compute'; evaluate: Expr }

export type Tree = Map<string, Tree | Leaf>

export type Projection = { kind: 'inclusion' | 'exclusion'; tree: Tree }

function isTree(entry: Tree | Leaf | undefined): entry is Tree {
  return entry instanceof Map
}

/** Adds a leaf at a path. @throws MongoError 31249, 31250 when two paths collide. */
export function addLeaf(tree: Tree, path: readonly string[], leaf: Leaf): void {
  let node = tree
  for (let i = 0; i < path.length - 1; i++) {
    const name = path[i] as string
    const child = node.get(name) ?? new Map<string, Tree | Leaf>()
    if (!isTree(child)) {
      throw locationError(
        31249,
        `Path collision at ${path.join('.')} remaining portion ${path.slice(i + 1).join('.')}`,
      )
    }
    node.set(name, child)
    node = child
  }
  const last = path.at(-1) as string
  if (node.has(last)) throw locationError(31250, `Path collision at ${path.join('.')}`)
  node.set(last, leaf)
}

/** Reads an inclusion or exclusion specification; `special` may claim entries of the find command. */
export class ProjectionParser {
  readonly tree: Tree = new Map()
  kind: 'inclusion' | 'exclusion' | undefined
  #idIncluded = false
  readonly #scope: Scope
  readonly #special: (path: string, value: unknown) => boolean

  constructor(scope: Scope, special: (path: string, value: unknown) => boolean = () => false) {
    this.#scope = scope
    this.#special = special
  }

  parse(spec: Doc, defaultKind?: () => 'inclusion' | undefined): Projection {
    for (const key of Object.keys(spec)) this.#entry([], key, spec[key])
    const kind = this.kind ?? defaultKind?.() ?? (this.#idIncluded ? 'inclusion' : 'exclusion')
    if (kind === 'inclusion' && !this.tree.has('_id')) this.tree.set('_id', { kind: 'include' })
    if (kind === 'exclusion' && this.#idIncluded) this.tree.delete('_id')
    return { kind, tree: this.tree }
  }

  #entry(prefix: readonly string[], key: string, value: unknown): void {
    const fullName = [...prefix, key].join('.')
    if (this.#special(fullName, value)) return
    const path = [...prefix, ...splitFieldPath(key)]
    if (typeof value === 'boolean' || isNumeric(value)) this.#flag(path, isTrue(value))
    else if (isDoc(value) && !Object.keys(value)[0]?.startsWith('$')) this.#nested(path, value)
    else this.#computed(path, value)
  }

  #nested(path: readonly string[], value: Doc): void {
    const keys = Object.keys(value)
    if (keys.length === 0)
      throw locationError(
        51270,
        `An empty sub-projection is not a valid value. Found empty object at path ${path.join('.')}`,
      )
    for (const key of keys) this.#entry(path, key, value[key])
  }

  #flag(path: readonly string[], include: boolean): void {
    const name = path.join('.')
    if (name === '_id') {
      this.#idIncluded = include
    } else if (include && this.kind === 'exclusion') {
      throw locationError(31253, `Cannot do inclusion on field ${name} in exclusion projection`)
    } else if (!include && this.kind === 'inclusion') {
      throw locationError(31254, `Cannot do exclusion on field ${name} in inclusion projection`)
    } else {
      this.kind = include ? 'inclusion' : 'exclusion'
    }
    addLeaf(this.tree, path, { kind: include ? 'include' : 'exclude' })
  }

  #computed(path: readonly string[], value: unknown): void {
    if (this.kind === 'exclusion') {
      throw locationError(
        31252,
        `Cannot use an expression ${path.join('.')}: ${formatValue(value)} in an exclusion projection`,
      )
    }
    this.kind = 'inclusion'
    addLeaf(this.tree, path, { kind: 'compute', evaluate: compileExpression(value, this.#scope) })
  }
}

/** Makes the function that applies a projection. */
export function projector({ kind, tree }: Projection): (doc: Doc) => Doc {
  if (kind === 'exclusion') return (doc) => excludeDoc(doc, tree)
  const computes = hasComputed(tree)
  return (doc) => {
    const included = includeDoc(doc, tree)
    return computes ? computeDoc(included, tree, doc) : included
  }
}

function hasComputed(entry: Tree | Leaf): boolean {
  return isTree(entry) ? [...entry.values()].some(hasComputed) : entry.kind === 'compute'
}

function includeDoc(doc: Doc, tree: Tree): Doc {
  const result: Doc = {}
  for (const key of Object.keys(doc)) {
    const entry = tree.get(key)
    if (entry === undefined) continue
    const value = isTree(entry)
      ? includeValue(doc[key], entry)
      : entry.kind === 'include'
        ? doc[key]
        : undefined
    if (value !== undefined) setField(result, key, value)
  }
  return result
}

/** What is no document is dropped, in arrays too, unless a computed field will take its place. */
function includeValue(value: unknown, tree: Tree): unknown {
  if (!Array.isArray(value)) return isDoc(value) ? includeDoc(value, tree) : undefined
  const items = value.map((item) => includeValue(item, tree))
  return hasComputed(tree) ? items : items.filter((item) => item !== undefined)
}

function excludeDoc(doc: Doc, tree: Tree): Doc {
  const result: Doc = {}
  for (const key of Object.keys(doc)) {
    const entry = tree.get(key)
    if (entry === undefined || (!isTree(entry) && entry.kind === 'include')) setField(result, key, doc[key])
    else if (isTree(entry)) setField(result, key, excludeValue(doc[key], entry))
  }
  return result
}

function excludeValue(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((item) => excludeValue(item, tree))
  return isDoc(value) ? excludeDoc(value, tree) : value
}

/** Sets the computed fields of a tree on a document (which may be changed); a missing result removes the field. */
export function computeDoc(target: Doc, tree: Tree, root: Doc): Doc {
  for (const [key, entry] of tree) {
    if (!hasComputed(entry)) continue
    const value = isTree(entry) ? computeValue(getField(target, key), entry, root) : evaluate(entry, root)
    if (value === undefined) delete target[key]
    else setField(target, key, value)
  }
  return target
}

function evaluate(leaf: Leaf, root: Doc): unknown {
  return leaf.kind === 'compute' ? leaf.evaluate(root) : undefined
}

function computeValue(value: unknown, tree: Tree, root: Doc): unknown {
  if (Array.isArray(value)) return value.map((item) => computeValue(item, tree, root))
  return computeDoc(isDoc(value) ? { ...value } : {}, tree, root)
}
