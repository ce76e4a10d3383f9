import { locationError } from '../../bson/errors.ts'
import { isDoc, type Doc } from '../../bson/types.ts'
import { compileExpression } from '../expression.ts'
import { splitFieldPath } from '../field-path.ts'
import type { StageCompiler } from '../pipeline-context.ts'
import { addLeaf, computeDoc, ProjectionParser, projector, type Tree } from '../projection-tree.ts'
import type { Scope } from '../scope.ts'

export const projectStage: StageCompiler = (operand, { scope }) => {
  if (!isDoc(operand)) throw locationError(15969, '$project specification must be an object')
  if (Object.keys(operand).length === 0) {
    throw locationError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    )
  }
  const project = projector(new ProjectionParser(scope).parse(operand))
  return function* (docs) {
    for (const doc of docs) yield project(doc)
  }
}

/** `$addFields` and `$set`. */
export const addFieldsStage: StageCompiler = (operand, { scope }, name) => {
  if (!isDoc(operand))
    throw locationError(40272, `${name} specification stage must be an object, got ${typeof operand}`)
  const tree: Tree = new Map()
  for (const key of Object.keys(operand)) addComputed(tree, splitFieldPath(key), operand[key], scope)
  return function* (docs) {
    for (const doc of docs) yield computeDoc({ ...doc }, tree, doc)
  }
}

function addComputed(tree: Tree, path: readonly string[], value: unknown, scope: Scope): void {
  const keys = isDoc(value) ? Object.keys(value) : []
  if (keys.length > 0 && !keys[0]?.startsWith('$')) {
    for (const key of keys) addComputed(tree, [...path, ...splitFieldPath(key)], (value as Doc)[key], scope)
  } else {
    addLeaf(tree, path, { kind: 'compute', evaluate: compileExpression(value, scope) })
  }
}

export const unsetStage: StageCompiler = (operand, { scope }) => {
  const paths = Array.isArray(operand) ? operand : [operand]
  if (paths.length === 0)
    throw locationError(31119, '$unset specification must be a string or an array with at least one field')
  const spec: Doc = {}
  for (const path of paths) {
    if (typeof path !== 'string')
      throw locationError(
        31120,
        '$unset specification must be a string or an array containing only string values',
      )
    if (path in spec) throw locationError(31250, `Path collision at ${path}`)
    spec[path] = false
  }
  const project = projector(new ProjectionParser(scope).parse(spec))
  return function* (docs) {
    for (const doc of docs) yield project(doc)
  }
}

/** `$replaceRoot` and `$replaceWith`. */
export const replaceRootStage: StageCompiler = (operand, { scope }, name) => {
  const evaluate = compileExpression(name === '$replaceWith' ? operand : newRootOf(operand), scope)
  return function* (docs) {
    for (const doc of docs) {
      const root = evaluate(doc)
      if (!isDoc(root)) {
        throw locationError(
          40228,
          `'newRoot' expression must evaluate to an object, but resulting value was: ${root === undefined ? 'MISSING' : String(root)}`,
        )
      }
      yield root
    }
  }
}

function newRootOf(operand: unknown): unknown {
  if (!isDoc(operand))
    throw locationError(
      40229,
      `expected an object as specification for $replaceRoot stage, got ${typeof operand}`,
    )
  const extra = Object.keys(operand).find((key) => key !== 'newRoot')
  if (extra !== undefined)
    throw locationError(40415, `BSON field '$replaceRoot.${extra}' is an unknown field.`)
  if (!('newRoot' in operand)) throw locationError(40231, 'no newRoot specified for the $replaceRoot stage')
  return operand['newRoot']
}
