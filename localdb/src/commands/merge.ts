import { MongoError, mongoError } from '../bson/errors.ts'
import { encodeKey } from '../bson/key.ts'
import { getChild, type Doc } from '../bson/types.ts'
import { compileFilter } from '../query/match.ts'
import type { Collection } from '../storage/catalog.ts'
import { duplicateKey } from '../storage/duplicate-key.ts'
import { insertRecord, replaceRecord } from '../storage/records.ts'
import type { WriteSet } from '../txn/write-set.ts'
import { compileUpdate } from '../update/apply.ts'
import { isDocument } from '../values.ts'
import { unknownField } from './arguments.ts'
import { prepare } from './insert.ts'
import { namespace, type Operation } from './operation.ts'
import { firstRow } from './query.ts'
import { runWrite } from './run-write.ts'

type Merge = {
  ns: string
  on: string[]
  whenMatched: string | Doc[]
  whenNotMatched: string
  variables: Doc | undefined
}

const knownFields = new Set(['into', 'on', 'let', 'whenMatched', 'whenNotMatched'])

/** `$merge`: each result meets the document with the same `on` values. Each document is a write of its own. */
export async function mergeInto(operation: Operation, spec: Doc, documents: Iterable<Doc>): Promise<void> {
  const merge = parse(operation, spec)
  const results = [...documents]
  checkUniqueIndex(operation.engine.catalog.get(merge.ns), merge)
  for (const result of results) {
    await runWrite(operation, (writes) => {
      mergeOne(writes, operation.engine.ensureCollection(writes, merge.ns), merge, result)
    })
  }
}

function parse(operation: Operation, spec: Doc): Merge {
  const unknown = Object.keys(spec).find((field) => !knownFields.has(field))
  if (unknown) throw unknownField(`$merge.${unknown}`)
  const into = spec['into']
  const on = spec['on'] ?? '_id'
  return {
    ns: isDocument(into)
      ? namespace(typeof into['db'] === 'string' ? into['db'] : operation.database, String(into['coll']))
      : namespace(operation.database, String(into)),
    on: Array.isArray(on) ? on.map(String) : [String(on)],
    whenMatched: choice(spec['whenMatched'] ?? 'merge', ['replace', 'keepExisting', 'merge', 'fail']),
    whenNotMatched: choice(spec['whenNotMatched'] ?? 'insert', ['insert', 'discard', 'fail']) as string,
    variables: spec['let'] as Doc | undefined,
  }
}

function choice(value: unknown, allowed: string[]): string | Doc[] {
  if (Array.isArray(value) && allowed.includes('replace')) return value as Doc[]
  if (typeof value === 'string' && allowed.includes(value)) return value
  throw mongoError('BadValue', `$merge does not know '${String(value)}'; allowed: ${allowed.join(', ')}`)
}

/** The server merges only on what a unique index covers. */
function checkUniqueIndex(collection: Collection | undefined, merge: Merge): void {
  const wanted = [...merge.on].sort().join(',')
  if (wanted === '_id') return
  const found = collection?.indexes.some(
    (index) => index.unique && !index.partial && [...index.paths].sort().join(',') === wanted,
  )
  if (!found)
    throw new MongoError(
      51183,
      'Location51183',
      'Cannot find index to verify that join fields will be unique',
    )
}

function mergeOne(writes: WriteSet, collection: Collection, merge: Merge, result: Doc): void {
  const filter: Doc = {}
  const { doc, bytes } = prepare(result)
  for (const path of merge.on) {
    const value = path.split('.').reduce<unknown>((inner, name) => getChild(inner, name), doc)
    if (value === undefined || value === null || Array.isArray(value)) {
      throw new MongoError(
        51132,
        'Location51132',
        "$merge write error: 'on' field cannot be missing, null, undefined or an array",
      )
    }
    filter[path] = { $eq: value }
  }
  const existing = firstRow(writes.view, collection, { filter, matcher: compileFilter(filter) })?.doc
  if (!existing) {
    if (merge.whenNotMatched === 'fail') {
      throw new MongoError(
        13113,
        'MergeStageNoMatchingDocument',
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      )
    }
    if (merge.whenNotMatched === 'insert') insertRecord(writes, collection, doc, bytes, {})
    return
  }
  if (merge.whenMatched === 'fail') throw matchedAlready(collection, merge, filter)
  const after = merged(existing, doc, merge)
  if (after) replaceRecord(writes, collection, existing, after, {})
}

function matchedAlready(collection: Collection, { on }: Merge, filter: Doc): MongoError {
  const values = on.map((path) => (filter[path] as Doc)['$eq'])
  const key = Object.fromEntries(on.map((path) => [path, 1]))
  const name = key['_id'] ? '_id_' : on.map((path) => `${path}_1`).join('_')
  const { code, codeName, message, extra } = duplicateKey(collection, { name, key, paths: on }, values)
  return new MongoError(code, codeName, `PlanExecutor error during aggregation :: caused by :: ${message}`, {
    extra,
  })
}

function merged(existing: Doc, doc: Doc, merge: Merge): Doc | undefined {
  if (merge.whenMatched === 'keepExisting') return undefined
  if (Array.isArray(merge.whenMatched)) {
    const compiled = compileUpdate(merge.whenMatched, { let: { ...merge.variables, new: doc } })
    return compiled.apply(existing, { now: new Date() })
  }
  const next = merge.whenMatched === 'replace' ? { ...doc, _id: existing['_id'] } : { ...existing, ...doc }
  if (!encodeKey([next['_id']], [1]).equals(encodeKey([existing['_id']], [1]))) {
    throw mongoError('ImmutableField', "$merge would change the immutable field '_id'")
  }
  return next
}
