import { Int32 } from 'bson'
import { wholeNumber } from '../../bson/arithmetic.ts'
import { canonicalType } from '../../bson/compare.ts'
import { locationError, mongoError } from '../../bson/errors.ts'
import { isDoc, isNumeric, typeOf, type Doc } from '../../bson/types.ts'
import { parseTotals, startTotals, type FieldTotal } from '../accumulate-fields.ts'
import { compileExpression } from '../expression.ts'
import type { StageCompiler } from '../pipeline-context.ts'
import type { Scope } from '../scope.ts'

function outputOf(spec: Doc, scope: Scope): FieldTotal[] {
  const output = spec['output'] ?? { count: { $sum: new Int32(1) } }
  if (!isDoc(output)) throw locationError(40196, "The $bucket 'output' field must be an object")
  return parseTotals(output, scope)
}

function checkKeys(spec: Doc, known: readonly string[], name: string, code: number): void {
  const extra = Object.keys(spec).find((key) => !known.includes(key))
  if (extra !== undefined) throw locationError(code, `Unrecognized option to ${name}: ${extra}.`)
}

export const bucketStage: StageCompiler = (operand, { scope }) => {
  if (!isDoc(operand)) throw locationError(40201, 'Argument to $bucket stage must be an object')
  checkKeys(operand, ['groupBy', 'boundaries', 'default', 'output'], '$bucket', 40197)
  if (!('groupBy' in operand) || !('boundaries' in operand))
    throw locationError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.")
  const { compare } = scope.frame
  const groupBy = compileExpression(operand['groupBy'], scope)
  const boundaries = boundariesOf(operand['boundaries'], scope)
  const otherwise =
    'default' in operand ? { id: compileExpression(operand['default'], scope)({}) } : undefined
  const totals = outputOf(operand, scope)
  return function* (docs) {
    const buckets = new Map<number, ReturnType<typeof startTotals>>()
    for (const doc of docs) {
      const value = groupBy(doc) ?? null
      const above = boundaries.findIndex((bound) => compare(value, bound) < 0)
      const at = above > 0 ? above - 1 : -1
      if (at < 0 && !otherwise)
        throw locationError(
          40066,
          '$switch could not find a matching branch for an input, and no default was specified.',
        )
      const bucket = buckets.get(at) ?? startTotals(totals)
      buckets.set(at, bucket)
      bucket.add(doc)
    }
    const rows = [...buckets].map(([at, bucket]) =>
      bucket.into({ _id: at < 0 ? otherwise?.id : boundaries[at] }),
    )
    yield* rows.toSorted((a, b) => compare(a['_id'], b['_id']))
  }
}

function boundariesOf(spec: unknown, scope: Scope): unknown[] {
  if (!Array.isArray(spec)) throw locationError(40200, "The $bucket 'boundaries' field must be an array")
  if (spec.length < 2)
    throw locationError(40192, "The $bucket 'boundaries' field must have at least 2 values")
  const bounds = spec.map((item) => compileExpression(item, scope)({}))
  for (let i = 1; i < bounds.length; i++) {
    if (canonicalType(typeOf(bounds[i])) !== canonicalType(typeOf(bounds[i - 1]))) {
      throw locationError(40193, "All values in the 'boundaries' option to $bucket must have the same type.")
    }
    if (scope.frame.compare(bounds[i - 1], bounds[i]) >= 0) {
      throw locationError(
        40194,
        "The 'boundaries' option to $bucket must be sorted, but elements are not in ascending order.",
      )
    }
  }
  return bounds
}

export const bucketAutoStage: StageCompiler = (operand, { scope }) => {
  if (!isDoc(operand)) throw locationError(40240, 'The argument to $bucketAuto must be an object')
  checkKeys(operand, ['groupBy', 'buckets', 'output', 'granularity'], '$bucketAuto', 40245)
  if ('granularity' in operand)
    throw mongoError('NotImplemented', "$bucketAuto with 'granularity' is not supported")
  if (!('groupBy' in operand) || !('buckets' in operand))
    throw locationError(40246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified")
  const wanted = isNumeric(operand['buckets']) ? wholeNumber(operand['buckets']) : undefined
  if (wanted === undefined || wanted <= 0n)
    throw locationError(40243, "The $bucketAuto 'buckets' field must be greater than 0")
  const { compare } = scope.frame
  const groupBy = compileExpression(operand['groupBy'], scope)
  const totals = outputOf(operand, scope)
  return function* (docs) {
    const rows = Array.from(docs, (doc) => ({ doc, value: groupBy(doc) ?? null })).toSorted((a, b) =>
      compare(a.value, b.value),
    )
    const buckets = cutEvenly(rows, Number(wanted), (a, b) => compare(a.value, b.value) === 0)
    for (let i = 0; i < buckets.length; i++) {
      const bucket = buckets[i] as typeof rows
      const running = startTotals(totals)
      for (const row of bucket) running.add(row.doc)
      const max = buckets[i + 1]?.[0]?.value ?? bucket.at(-1)?.value
      yield running.into({ _id: { min: bucket[0]?.value, max } })
    }
  }
}

/** Cuts sorted rows into about equal parts, never between equal values. */
function cutEvenly<Row>(rows: readonly Row[], parts: number, same: (a: Row, b: Row) => boolean): Row[][] {
  const size = Math.max(1, Math.round(rows.length / parts))
  const result: Row[][] = []
  let start = 0
  while (start < rows.length) {
    let end = result.length === parts - 1 ? rows.length : Math.min(start + size, rows.length)
    while (end < rows.length && same(rows[end] as Row, rows[end - 1] as Row)) end++
    result.push(rows.slice(start, end))
    start = end
  }
  return result
}
