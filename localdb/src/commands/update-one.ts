import { mongoError } from '../bson/errors.ts'
import { encode } from '../bson/codec.ts'
import type { Doc } from '../bson/types.ts'
import { compileFilter } from '../query/match.ts'
import { insertRecord, replaceRecord, type RecordOptions } from '../storage/records.ts'
import type { Collection } from '../storage/catalog.ts'
import type { WriteSet } from '../txn/write-set.ts'
import { buildUpsert, compileUpdate, type CompiledUpdate } from '../update/apply.ts'
import { refuseCollatedUpdate } from './collation-limits.ts'
import { checkId } from './insert.ts'
import { firstRow, queryRows } from './query.ts'

export type UpdateStatement = {
  filter: Doc
  update: Doc | Doc[]
  multi: boolean
  upsert: boolean
  arrayFilters: Doc[] | undefined
  sort: Doc | undefined
  hint: unknown
  let: Doc | undefined
  collation: Doc | undefined
  options: RecordOptions
}

export type Updated = {
  matched: number
  modified: number
  /** The `_id` of an upserted document. */
  upsertedId?: unknown
  before?: Doc | undefined
  after?: Doc | undefined
}

export type PreparedUpdate = UpdateStatement & {
  compiled: CompiledUpdate
  matcher: ReturnType<typeof compileFilter>
}

/** Checks and compiles a statement before anything is read. */
export function prepareUpdate(statement: UpdateStatement): PreparedUpdate {
  const compiled = compileUpdate(statement.update, {
    arrayFilters: statement.arrayFilters,
    let: statement.let,
  })
  if (statement.multi && compiled.style === 'replacement') {
    throw mongoError('FailedToParse', 'multi update is not supported for replacement-style update')
  }
  const { collation } = statement
  if (collation) refuseCollatedUpdate(statement.update, statement.arrayFilters)
  return {
    ...statement,
    compiled,
    matcher: compileFilter(statement.filter, { let: statement.let, now: new Date(), collation }),
  }
}

/** Runs one update statement inside a write set. */
export function applyUpdate(
  writes: WriteSet,
  collection: Collection | undefined,
  makeCollection: () => Collection,
  statement: PreparedUpdate,
): Updated {
  const now = new Date()
  const targets = collection ? targetsOf(writes, collection, statement) : []
  if (targets.length === 0 || !collection)
    return statement.upsert ? upsert(writes, makeCollection(), statement, now) : { matched: 0, modified: 0 }
  let modified = 0
  let after: Doc | undefined
  for (const doc of targets) {
    after = updateDocument(writes, collection, statement, doc, now)
    if (after !== doc) modified += 1
  }
  return { matched: targets.length, modified, before: targets[0], after }
}

/** Found before the first write, so that no document is met twice. */
function targetsOf(writes: WriteSet, collection: Collection, statement: PreparedUpdate): Doc[] {
  const query = {
    filter: statement.filter,
    sort: statement.sort,
    hint: statement.hint,
    matcher: statement.matcher,
    collation: statement.collation,
  }
  if (statement.multi) return Array.from(queryRows(writes.view, collection, query), (row) => row.doc)
  const row = firstRow(writes.view, collection, query)
  return row ? [row.doc] : []
}

function updateDocument(
  writes: WriteSet,
  collection: Collection,
  statement: PreparedUpdate,
  doc: Doc,
  now: Date,
): Doc {
  const arrayIndex =
    statement.compiled.style === 'operators' ? statement.matcher.matchWithPosition(doc).arrayIndex : undefined
  const after = statement.compiled.apply(doc, { arrayIndex, now })
  if (after !== doc) replaceRecord(writes, collection, doc, after, statement.options)
  return after
}

function upsert(writes: WriteSet, collection: Collection, statement: PreparedUpdate, now: Date): Updated {
  const doc = buildUpsert(statement.filter, statement.compiled, now)
  checkId(doc['_id'])
  insertRecord(writes, collection, doc, encode(doc), statement.options)
  return { matched: 0, modified: 0, upsertedId: doc['_id'], after: doc }
}
