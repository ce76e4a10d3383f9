import { mongoError } from '../bson/errors.ts'
import { formatValue } from '../bson/format.ts'
import { isDoc, typeName, type Doc } from '../bson/types.ts'
import { applyTree } from './apply-tree.ts'
import { compileArrayFilters, type ArrayFilters } from './array-filters.ts'
import type { ApplyContext, UpdateOptions } from './apply.ts'
import { modifierFactories } from './modifiers.ts'
import { isFilterPart, splitUpdatePath } from './path.ts'
import { parseRename, removeSource, type Rename } from './rename.ts'
import { addModifier, emptyTree, type Branch } from './tree.ts'

/** Compiles an update of operators to a function on documents. @throws MongoError FailedToParse 9 and others as the server. */
export function compileOperators(
  update: Doc,
  options: UpdateOptions,
): (doc: Doc, context: ApplyContext) => Doc {
  const tree = emptyTree()
  const renames: Rename[] = []
  for (const operator of Object.keys(update)) addOperator(tree, renames, operator, update[operator])
  const filters = compileArrayFilters(options.arrayFilters)
  checkFilterUse(update, filters)
  return (doc, context) => {
    const result = applyTree(tree, {
      original: doc,
      now: context.now,
      arrayIndex: context.arrayIndex,
      isInsert: context.isInsert ?? false,
      filters,
    })
    return renames.reduce(removeSource, result)
  }
}

function addOperator(tree: Branch, renames: Rename[], operator: string, fields: unknown): void {
  const factory = modifierFactories.get(operator)
  if (!factory && operator !== '$rename') {
    throw mongoError(
      'FailedToParse',
      `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
    )
  }
  if (!isDoc(fields)) {
    throw mongoError(
      'FailedToParse',
      `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${formatValue(fields)}}`,
    )
  }
  for (const path of Object.keys(fields)) {
    if (factory) addModifier(tree, splitUpdatePath(path), factory(fields[path], path))
    else addRename(tree, renames, parseRename(path, fields[path]))
  }
}

function addRename(tree: Branch, renames: Rename[], rename: Rename): void {
  addModifier(tree, rename.source, rename.atSource)
  addModifier(tree, rename.target, rename.atTarget)
  renames.push(rename)
}

/** Every `$[id]` needs a filter and every filter a use. */
function checkFilterUse(update: Doc, filters: ArrayFilters): void {
  const paths = Object.values(update).flatMap((fields) => (isDoc(fields) ? Object.keys(fields) : []))
  const used = new Set<string>()
  for (const path of paths) {
    for (const part of path.split('.').filter(isFilterPart)) {
      const id = part.slice(2, -1)
      if (id !== '' && !filters.has(id))
        throw mongoError('BadValue', `No array filter found for identifier '${id}' in path '${path}'`)
      used.add(id)
    }
  }
  const unused = [...filters.keys()].find((id) => !used.has(id))
  if (unused !== undefined) {
    throw mongoError(
      'FailedToParse',
      `The array filter for identifier '${unused}' was not used in the update ${formatValue(update)}`,
    )
  }
}
