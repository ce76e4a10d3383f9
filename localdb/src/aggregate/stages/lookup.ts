import { mongoError } from '../../bson/errors.ts'
import { getPathValues } from '../../bson/path.ts'
import { isDoc, T, typeName, typeOf, type Doc } from '../../bson/types.ts'
import { compileExpression } from '../expression.ts'
import { splitFieldPath } from '../field-path.ts'
import type { StageCompiler, StageContext } from '../pipeline-context.ts'
import { checkVariableName, declare, type Expr, type Scope } from '../scope.ts'
import { withPath } from '../set-path.ts'
import { ordered } from '../sources.ts'

const known = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline']

export const lookupStage: StageCompiler = (operand, context) => {
  const spec = checkSpec(operand)
  const as = splitFieldPath(text(spec, 'as'))
  const find = joinOf(spec, context)
  return function* (docs) {
    for (const doc of docs) yield withPath(doc, as, [...find(doc)])
  }
}

function checkSpec(operand: unknown): Doc {
  if (!isDoc(operand))
    throw mongoError(
      'FailedToParse',
      `the $lookup stage specification must be an object, but found ${typeName(operand)}`,
    )
  const extra = Object.keys(operand).find((key) => !known.includes(key))
  if (extra !== undefined) throw mongoError('FailedToParse', `unknown argument to $lookup: ${extra}`)
  if (isDoc(operand['from']))
    throw mongoError('NotImplemented', '$lookup from another database is not supported')
  const fields = 'localField' in operand || 'foreignField' in operand
  if (
    fields !== ('localField' in operand && 'foreignField' in operand) ||
    (!fields && !('pipeline' in operand))
  ) {
    throw mongoError(
      'FailedToParse',
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    )
  }
  if ('let' in operand && !('pipeline' in operand)) {
    throw mongoError('FailedToParse', "$lookup with a 'let' argument must also specify 'pipeline'")
  }
  return operand
}

function text(spec: Doc, key: string): string {
  const value = spec[key]
  if (value === undefined)
    throw mongoError(
      'FailedToParse',
      key === 'as'
        ? "must specify 'as' field for a $lookup"
        : `missing '${key}' option to $lookup stage specification`,
    )
  if (typeof value !== 'string')
    throw mongoError('FailedToParse', `$lookup argument '${key}' must be a string, found ${typeName(value)}`)
  return value
}

function joinOf(spec: Doc, context: StageContext): (doc: Doc) => Iterable<Doc> {
  const byFields =
    'localField' in spec ? fieldFilter(text(spec, 'localField'), text(spec, 'foreignField')) : undefined
  if (!('pipeline' in spec)) {
    const from = text(spec, 'from')
    return (doc) => context.lookup(from, byFields?.(doc) ?? {})
  }
  return pipelineJoin(spec, context, byFields)
}

/** The filter of the joined documents: equal to the local value, or to any element when it is an array. */
function fieldFilter(localField: string, foreignField: string): (doc: Doc) => Doc {
  splitFieldPath(localField)
  splitFieldPath(foreignField)
  return (doc) => {
    const values = getPathValues(doc, localField)
    if (values.length <= 1) return { [foreignField]: { $eq: values[0] ?? null } }
    if (!values.some((value) => typeOf(value) === T.regex)) return { [foreignField]: { $in: values } }
    return { $or: values.map((value) => ({ [foreignField]: { $eq: value } })) }
  }
}

function pipelineJoin(
  spec: Doc,
  context: StageContext,
  byFields: ((doc: Doc) => Doc) | undefined,
): (doc: Doc) => Iterable<Doc> {
  const { scope, bind } = bindLet(spec['let'], context.scope)
  const pipeline = context.compilePipeline(pipelineOf(spec['pipeline']), scope)
  const from = 'from' in spec ? text(spec, 'from') : undefined
  return (doc) => {
    bind(doc)
    const base = byFields?.(doc)
    return pipeline((match, sort, limit) => {
      if (from === undefined)
        throw mongoError('FailedToParse', "missing 'from' option to $lookup stage specification")
      const found = context.lookup(from, base && match ? { $and: [base, match] } : (base ?? match ?? {}))
      return ordered(found, sort, limit, context.collation)
    })
  }
}

export function pipelineOf(value: unknown): Doc[] {
  if (!Array.isArray(value) || !value.every(isDoc))
    throw mongoError('TypeMismatch', "'pipeline' option must be specified as an array of objects")
  return value
}

function bindLet(spec: unknown, outer: Scope): { scope: Scope; bind(doc: Doc): void } {
  if (spec !== undefined && !isDoc(spec))
    throw mongoError('FailedToParse', `$lookup argument 'let' must be an object, found ${typeName(spec)}`)
  let scope = outer
  const bindings: { slot: number; value: Expr }[] = []
  for (const name of Object.keys(spec ?? {})) {
    checkVariableName(name)
    const declared = declare(scope, name)
    scope = declared.scope
    bindings.push({ slot: declared.slot, value: compileExpression((spec as Doc)[name], outer) })
  }
  return {
    scope,
    bind: (doc) => {
      for (const { slot, value } of bindings) outer.frame.vars[slot] = value(doc)
    },
  }
}
