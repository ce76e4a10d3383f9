import { locationError, mongoError } from '../../bson/errors.ts'
import { isDoc, typeName } from '../../bson/types.ts'
import { compileExpression } from '../expression.ts'
import { splitFieldPath } from '../field-path.ts'
import type { StageCompiler } from '../pipeline-context.ts'
import { pipelineOf } from './lookup.ts'
import { ordered, overDocs } from '../sources.ts'

const notInFacet = [
  '$facet',
  '$out',
  '$merge',
  '$documents',
  '$geoNear',
  '$indexStats',
  '$collStats',
  '$planCacheStats',
]

export const facetStage: StageCompiler = (operand, context) => {
  if (!isDoc(operand)) throw locationError(40169, 'the $facet specification must be a non-empty object')
  const names = Object.keys(operand)
  if (names.length === 0) throw locationError(40169, 'the $facet specification must be a non-empty object')
  const facets = names.map((name) => {
    if (splitFieldPath(name).length > 1)
      throw locationError(40412, "FieldPath field names may not contain '.'.")
    const specs = operand[name]
    if (!Array.isArray(specs))
      throw locationError(40170, `arguments to $facet must be arrays, ${name} is type ${typeName(specs)}`)
    const stages = pipelineOf(specs)
    const bad = stages
      .map((stage) => Object.keys(stage)[0])
      .find((stage) => stage !== undefined && notInFacet.includes(stage))
    if (bad !== undefined)
      throw locationError(40600, `${bad} is not allowed to be used within a $facet stage`)
    return { name, run: context.compilePipeline(stages, context.scope) }
  })
  return function* (docs) {
    const all = [...docs]
    yield Object.fromEntries(facets.map(({ name, run }) => [name, [...run(overDocs(all, context))]]))
  }
}

export const unionWithStage: StageCompiler = (operand, context) => {
  const spec = typeof operand === 'string' ? { coll: operand } : operand
  if (!isDoc(spec))
    throw mongoError(
      'FailedToParse',
      `the $unionWith stage specification must be an object or string, but found ${typeName(operand)}`,
    )
  const extra = Object.keys(spec).find((key) => key !== 'coll' && key !== 'pipeline')
  if (extra !== undefined) throw locationError(40415, `BSON field '$unionWith.${extra}' is an unknown field.`)
  const collection = spec['coll']
  const specs = pipelineOf(spec['pipeline'] ?? [])
  const documents = Object.keys(specs[0] ?? {})[0] === '$documents'
  if (typeof collection !== 'string' && !documents)
    throw locationError(40414, "BSON field '$unionWith.coll' is missing but a required field")
  const pipeline = context.compilePipeline(specs, context.scope)
  return function* (docs) {
    yield* docs
    yield* pipeline((match, sort, limit) =>
      typeof collection === 'string'
        ? ordered(context.lookup(collection, match ?? {}), sort, limit, context.collation)
        : [],
    )
  }
}

/** `$documents`: takes the place of a source. */
export const documentsStage: StageCompiler = (operand, { scope }) => {
  const evaluate = compileExpression(operand, scope)
  return () => {
    const list = evaluate({})
    if (!Array.isArray(list) || !list.every(isDoc)) {
      throw locationError(5858203, 'an array of objects is expected as the argument of $documents')
    }
    return list
  }
}
