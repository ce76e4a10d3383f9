import { locationError, mongoError } from '../bson/errors.ts'
import { isDoc, typeName, type Doc } from '../bson/types.ts'
import { compileCollation } from '../query/collation.ts'
import type { CompiledPipeline, PipelineContext, Stage, StageContext } from './pipeline-context.ts'
import type { Scope } from './scope.ts'
import { countOperand } from './stages/slice.ts'
import { stages } from './stages/index.ts'
import { pushedFilter } from './stages/match.ts'
import { makeScope } from './variables.ts'

export type { PipelineContext } from './pipeline-context.ts'

/** What a pipeline's last stage writes: `$out` replaces a collection, `$merge` merges into one. */
export type WriteStage = { out: { db?: string; coll: string } } | { merge: Doc }

/** Splits a final `$out` or `$merge` off a pipeline. @throws MongoError 40601 when one stands elsewhere, 16990, 51047. */
export function splitWriteStage(pipeline: Doc[]): { pipeline: Doc[]; write?: WriteStage } {
  const last = pipeline.at(-1)
  const writes = pipeline.map((stage) =>
    isDoc(stage) && '$out' in stage ? '$out' : isDoc(stage) && '$merge' in stage ? '$merge' : undefined,
  )
  const early = writes.slice(0, -1).find((name) => name !== undefined)
  if (early !== undefined) throw locationError(40601, `${early} can only be the final stage in the pipeline`)
  if (last === undefined || writes.at(-1) === undefined) return { pipeline }
  const rest = pipeline.slice(0, -1)
  stageName(last)
  return {
    pipeline: rest,
    write: '$out' in last ? { out: outTarget(last['$out']) } : { merge: mergeSpec(last['$merge']) },
  }
}

function outTarget(operand: unknown): { db?: string; coll: string } {
  if (typeof operand === 'string') return { coll: operand }
  if (!isDoc(operand))
    throw locationError(
      16990,
      `$out only supports a string or object argument, but found ${typeName(operand)}`,
    )
  if ('timeseries' in operand)
    throw mongoError('NotImplemented', '$out to a time-series collection is not supported')
  const { db, coll, ...others } = operand
  const extra = Object.keys(others)[0]
  if (extra !== undefined) throw locationError(40415, `BSON field '$out.${extra}' is an unknown field.`)
  if (typeof coll !== 'string' || typeof db !== 'string')
    throw locationError(40414, "BSON field '$out.coll' and '$out.db' are required strings")
  return { db, coll }
}

function mergeSpec(operand: unknown): Doc {
  if (typeof operand === 'string') return { into: operand }
  if (!isDoc(operand))
    throw locationError(51182, `$merge requires a string or object argument, but found ${typeName(operand)}`)
  return operand
}

/** The one name of a stage. @throws MongoError 40323. */
function stageName(spec: unknown): string {
  if (!isDoc(spec)) throw mongoError('TypeMismatch', "Each element of the 'pipeline' array must be an object")
  const [name, ...others] = Object.keys(spec)
  if (name === undefined || others.length > 0)
    throw locationError(40323, 'A pipeline stage specification object must contain exactly one field.')
  return name
}

/**
 * Compiles and runs a pipeline without its write stage. Everything is checked before the first document is asked for;
 * the result is read lazily. @throws MongoError 40324 for unknown stages, NotImplemented 238 for those the engine lacks.
 */
export function runPipeline(pipeline: Doc[], context: PipelineContext): Iterable<Doc> {
  const compare = compileCollation(context.collation)
  const scope = makeScope({ let: context.let, now: context.now, compare })
  return makePipeline(pipeline, scope, context)(context.source)
}

/** True when a pipeline makes its own documents and needs no collection. */
export function startsWithDocuments(pipeline: readonly Doc[]): boolean {
  return Object.keys(pipeline[0] ?? {})[0] === '$documents'
}

function makePipeline(specs: readonly Doc[], scope: Scope, context: PipelineContext): CompiledPipeline {
  const stageContext: StageContext = {
    scope,
    collation: context.collation,
    lookup: context.lookup,
    compilePipeline: (nested, nestedScope) => makePipeline(nested, nestedScope, context),
  }
  const compiled = specs.map((spec, i) => compileStage(spec, i, stageContext))
  if (startsWithDocuments(specs)) return () => chain([], compiled)
  return (source) => {
    const pushed = pushDown(specs, scope)
    return chain(source(pushed.match, pushed.sort, pushed.limit), compiled.slice(pushed.taken))
  }
}

function compileStage(spec: unknown, position: number, context: StageContext): Stage {
  const name = stageName(spec)
  const compile = Object.hasOwn(stages, name) ? stages[name] : undefined
  if (!compile) {
    if (name === '$out' || name === '$merge')
      throw locationError(40601, `${name} can only be the final stage in the pipeline`)
    throw locationError(40324, `Unrecognized pipeline stage name: '${name}'`)
  }
  if (name === '$documents' && position > 0)
    throw locationError(40602, '$documents is only valid as the first stage in a pipeline')
  return compile((spec as Doc)[name], context, name)
}

function chain(docs: Iterable<Doc>, compiled: readonly Stage[]): Iterable<Doc> {
  return compiled.reduce((input, stage) => stage(input), docs)
}

type Pushed = { match: Doc | undefined; sort: Doc | undefined; limit: number | undefined; taken: number }

/** What the source can take over from the beginning of a pipeline, and how many stages are done by that. */
function pushDown(specs: readonly Doc[], scope: Scope): Pushed {
  const pushed: Pushed = { match: undefined, sort: undefined, limit: undefined, taken: 0 }
  const filters: Doc[] = []
  for (let spec = specs[0]; isDoc(spec?.['$match']); spec = specs[pushed.taken]) {
    const { pushed: filter, complete } = pushedFilter(spec['$match'], scope)
    if (Object.keys(filter).length > 0) filters.push(filter)
    pushed.match = filters.length > 1 ? { $and: filters } : filters[0]
    if (!complete) return pushed
    pushed.taken++
  }
  const sort = specs[pushed.taken]?.['$sort']
  if (isDoc(sort)) {
    pushed.sort = sort
    pushed.taken++
  }
  return { ...pushed, ...pushedLimit(specs, pushed.taken) }
}

/** A `$limit`, or a `$skip` and `$limit`: the source need not give more; the skip itself still runs. */
function pushedLimit(specs: readonly Doc[], at: number): { limit?: number; taken: number } {
  const [first, second] = [specs[at], specs[at + 1]]
  if (first && '$limit' in first) return { limit: countOperand(first['$limit'], '$limit'), taken: at + 1 }
  if (first && '$skip' in first && second && '$limit' in second) {
    return {
      limit: countOperand(first['$skip'], '$skip') + countOperand(second['$limit'], '$limit'),
      taken: at,
    }
  }
  return { taken: at }
}
