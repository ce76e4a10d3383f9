import type { NodeTemplate } from './templates.ts'

/** A node as the bundle sends it: children in `cn`, class in `cl`, text in `v`, name in `nn`. */
export interface RawNode {
  sid?: string
  uid?: string
  nn?: string
  cl?: string
  v?: string
  cn?: RawNode[]
  [key: string]: unknown
}

/** A node of a page with its place in the tree. */
export interface HostNode {
  raw: RawNode
  parent: HostNode | null
  children: HostNode[]
  tag: string
  attribute(name: string): unknown
  /** Whether its element in the template hands events of that type to the bundle. */
  listensTo(type: string): boolean
}

/** Applies one setData patch path ("root.cn.[0].cl") to the page's data. */
export function applyPatch(data: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path
    .split('.')
    .map((part) => part.replace(/^\[(\d+)\]$/, '$1'))
    .flatMap((part) => part.split(/\[(\d+)\]/))
    .filter(Boolean)
  const last = keys.pop()
  if (last === undefined) return
  let target = data
  for (const [index, key] of keys.entries()) {
    const following = keys[index + 1] ?? last
    target[key] ??= /^\d+$/.test(following) ? [] : {}
    target = target[key] as Record<string, unknown>
  }
  target[last] = value
}

/** The page's tree with parents, tags and attributes by name. */
export function buildTree(
  raw: RawNode,
  templates: ReadonlyMap<string, NodeTemplate>,
  parent: HostNode | null = null,
): HostNode {
  const template = templates.get(String(raw.nn))
  const node: HostNode = {
    raw,
    parent,
    children: [],
    tag: template?.tag ?? (raw.v === undefined ? 'root' : '#text'),
    attribute: (name) => {
      const key = template?.attributes.get(name)
      return key === undefined || key === 'eh' ? undefined : raw[key]
    },
    listensTo: (type) =>
      Boolean(template?.attributes.has(`bind${type}`) || template?.attributes.has(`catch${type}`)),
  }
  node.children = (raw.cn ?? []).map((child) => buildTree(child, templates, node))
  return node
}

/** The node and all below it, in the order of the page. */
export function* walk(node: HostNode): Generator<HostNode> {
  yield node
  for (const child of node.children) yield* walk(child)
}

/** The node and all above it, innermost first. */
export function* upwards(node: HostNode): Generator<HostNode> {
  for (let at: HostNode | null = node; at; at = at.parent) yield at
}

/** What stands on the page; blocks are parted by line breaks. */
export function textOf(node: HostNode): string {
  if (node.raw.v !== undefined) return String(node.raw.v)
  const value = node.tag === 'input' || node.tag === 'textarea' ? String(node.attribute('value') ?? '') : ''
  const inner = node.children.map(textOf).join('')
  return node.tag === 'view' ? `${inner}\n` : `${value}${inner}`
}

export function hasClass(node: HostNode, name: string): boolean {
  return (node.raw.cl ?? '').split(/\s+/).includes(name)
}

/** The innermost node whose own text is `text`, else the innermost one that contains it; the last such one. */
export function findByText(root: HostNode, text: string): HostNode | undefined {
  const holders = [...walk(root)].filter((node) => textOf(node).includes(text))
  const innermost = holders.filter((node) => !node.children.some((child) => textOf(child).includes(text)))
  return innermost.findLast((node) => textOf(node).trim() === text) ?? innermost.at(-1)
}

/** By ".class", by aria-label, or by text. */
export function find(root: HostNode, selector: string): HostNode | undefined {
  if (selector.startsWith('.')) return [...walk(root)].find((node) => hasClass(node, selector.slice(1)))
  const byText = findByText(root, selector)
  return byText ?? [...walk(root)].find((node) => node.attribute('aria-label') === selector)
}

/** The field under a label, or with that placeholder. */
export function findField(root: HostNode, label: string): HostNode | undefined {
  const isField = (node: HostNode) => node.tag === 'input' || node.tag === 'textarea'
  const nodes = [...walk(root)]
  const named = nodes.find(
    (node) => isField(node) && [node.attribute('aria-label'), node.attribute('placeholder')].includes(label),
  )
  if (named) return named
  const labelAt = nodes.findIndex((node) => node.raw.v === label)
  return labelAt < 0 ? undefined : nodes.slice(labelAt).find(isField)
}
