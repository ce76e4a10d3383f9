import { ObjectId, Timestamp } from 'bson'
import { compareValues } from '../bson/compare.ts'
import { mongoError } from '../bson/errors.ts'
import { formatValue } from '../bson/format.ts'
import { identicalValues } from '../bson/identical.ts'
import { getField, isDoc, typeName, type Doc } from '../bson/types.ts'
import { compileOperators } from './operators.ts'
import { dollarField } from './path.ts'
import { compilePipelineUpdate } from './pipeline.ts'
import { equalityDocument } from './upsert.ts'

export type UpdateOptions = {
  arrayFilters?: Doc[] | undefined
  /** Variables of a pipeline update: a document of expressions. */
  let?: Doc | undefined
  /** Given by callers that may insert; updates mean the same either way. */
  upsert?: boolean | undefined
}

export type ApplyContext = {
  /** The array index that the filter matched, for the positional `$`. */
  arrayIndex?: string | undefined
  /** True while an upsert builds its document: `$setOnInsert` acts. */
  isInsert?: boolean | undefined
  /** Time of `$currentDate` and `$$NOW`. */
  now: Date
}

export type CompiledUpdate = {
  style: 'operators' | 'replacement' | 'pipeline'
  /**
   * The new document, or the very same object when nothing changed; the given document is never changed.
   * @throws MongoError ImmutableField 66 when `_id` would change, PathNotViable 28, TypeMismatch 14, BadValue 2 …
   */
  apply(doc: Doc, context: ApplyContext): Doc
}

/** Compiles an update of any style. @throws MongoError FailedToParse 9, ConflictingUpdateOperators 40, DollarPrefixedFieldName 52 … */
export function compileUpdate(update: Doc | Doc[], options: UpdateOptions = {}): CompiledUpdate {
  if (Array.isArray(update)) return pipelineUpdate(update, options)
  if (!isDoc(update))
    throw mongoError(
      'FailedToParse',
      `Update argument must be either an object or an array, not ${typeName(update)}`,
    )
  return Object.keys(update)[0]?.startsWith('$')
    ? operatorUpdate(update, options)
    : replacementUpdate(update, options)
}

function pipelineUpdate(pipeline: readonly Doc[], options: UpdateOptions): CompiledUpdate {
  refuseArrayFilters(options, 'pipeline-syle')
  const run = compilePipelineUpdate(pipeline, options.let)
  return { style: 'pipeline', apply: (doc, { now }) => replaced(doc, run(doc, now)) }
}

function replacementUpdate(replacement: Doc, options: UpdateOptions): CompiledUpdate {
  refuseArrayFilters(options, 'replacement-style')
  const dollar = Object.keys(replacement).find(
    (key) => key.startsWith('$') && key !== '$db' && key !== '$id' && key !== '$ref',
  )
  if (dollar !== undefined) throw dollarField(dollar, dollar)
  return { style: 'replacement', apply: (doc, { now }) => replaced(doc, withTimestamps(replacement, now)) }
}

function refuseArrayFilters(options: UpdateOptions, style: string): void {
  if (options.arrayFilters && options.arrayFilters.length > 0) {
    throw mongoError('FailedToParse', `arrayFilters may not be specified for ${style} updates`)
  }
}

/** As on inserts, a zero timestamp at the top of a replacement (not the `_id`) is the present time. */
function withTimestamps(replacement: Doc, now: Date): Doc {
  const zero = Object.keys(replacement).filter((key) => key !== '_id' && isZeroTimestamp(replacement[key]))
  if (zero.length === 0) return replacement
  const present = new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 })
  return { ...replacement, ...Object.fromEntries(zero.map((key) => [key, present])) }
}

function isZeroTimestamp(value: unknown): boolean {
  return value instanceof Timestamp && value.low === 0 && value.high === 0
}

/** Puts another document in the place of one, which keeps its `_id`. */
function replaced(doc: Doc, replacement: Doc): Doc {
  const id = getField(doc, '_id')
  const newId = getField(replacement, '_id')
  if (id !== undefined && newId !== undefined && compareValues(id, newId) !== 0) {
    throw mongoError(
      'ImmutableField',
      `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${formatValue(newId)}`,
    )
  }
  const result = idFirst(replacement, newId ?? id)
  return identicalValues(result, doc) ? doc : result
}

function idFirst(doc: Doc, id: unknown): Doc {
  if (id === undefined || Object.keys(doc)[0] === '_id') return doc
  const { _id, ...others } = doc
  return { _id: _id ?? id, ...others }
}

function operatorUpdate(update: Doc, options: UpdateOptions): CompiledUpdate {
  const run = compileOperators(update, options)
  return {
    style: 'operators',
    apply: (doc, context) => {
      const result = run(doc, context)
      if (result === doc) return doc
      checkId(doc, result)
      return idFirst(result, getField(result, '_id'))
    },
  }
}

function checkId(before: Doc, after: Doc): void {
  const id = getField(before, '_id')
  const newId = getField(after, '_id')
  if (id !== undefined && id !== newId && (newId === undefined || compareValues(id, newId) !== 0)) {
    throw mongoError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    )
  }
}

/**
 * The document that an upsert inserts: the filter's equality parts (only `_id` for a replacement), then the update;
 * `_id` first, made when absent. @throws MongoError NotSingleValueField 54, ImmutableField 66 and those of `apply`.
 */
export function buildUpsert(filter: Doc, update: CompiledUpdate, now: Date): Doc {
  const base = equalityDocument(filter, update.style === 'replacement')
  const result = update.apply(base, { isInsert: true, now })
  return idFirst(result, getField(result, '_id') ?? new ObjectId())
}
