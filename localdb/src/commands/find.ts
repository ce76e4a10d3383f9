import { encode } from '../bson/codec.ts'
import { mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import { choosePlan, describePlan } from '../plan/choose.ts'
import { compileProjection } from '../query/projection.ts'
import { compileSort } from '../query/sort.ts'
import type { Collection } from '../storage/catalog.ts'
import type { View } from '../storage/view.ts'
import { asFlag } from '../values.ts'
import { collationField, countField, documentField, refuse } from './arguments.ts'
import { openCursor } from './cursor-reply.ts'
import { collectionOf, namespaceOf, viewOf, type Command, type Operation, type Reply } from './operation.ts'
import { matcherOf, queryRows } from './query.ts'

export const findFields = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'max',
  'min',
  'returnKey',
  'showRecordId',
  'tailable',
  'awaitData',
  'oplogReplay',
  'noCursorTimeout',
  'allowPartialResults',
  'allowDiskUse',
  'collation',
  'let',
]

export const find: Command = { name: 'find', fields: findFields, inTransaction: true, run }

function run(operation: Operation): Reply {
  const { body } = operation
  const ns = namespaceOf(operation)
  const collection = collectionOf(operation, ns)
  const limit = countField(body, 'limit') || undefined
  return openCursor({
    operation,
    ns,
    rows: rowsOf(viewOf(operation), collection, body, operation.deadline),
    batchSize: countField(body, 'batchSize'),
    singleBatch: asFlag(body['singleBatch']),
    noTimeout: asFlag(body['noCursorTimeout']),
    limit,
  })
}

/** The documents that a find answers, as bytes. Errors of the request are thrown at once, not at the first row. */
function rowsOf(
  view: View,
  collection: Collection | undefined,
  body: Doc,
  deadline: number | undefined,
): Iterator<Buffer> {
  refuse(body, ['max', 'min', 'returnKey', 'showRecordId', 'tailable', 'awaitData'], 'find')
  const collation = collationField(body)
  const filter = documentField(body, 'filter') ?? {}
  const sort = nonEmpty(documentField(body, 'sort'))
  const variables = documentField(body, 'let')
  const projection = nonEmpty(documentField(body, 'projection'))
  const skip = countField(body, 'skip') ?? 0
  const limit = countField(body, 'limit') || undefined
  if (!projection && !sort && !collation && skip === 0 && collection && isIdFilter(filter)) {
    return pointRows(view, collection, filter)
  }
  const matcher = matcherOf(filter, variables, collation)
  if (sort) compileSort(sort, { collation })
  const project =
    projection && compileProjection(projection, filter, { let: variables, now: new Date(), collation })
  if (!collection) return [].values()
  choosePlan(collection, filter, sort, body['hint'], collation)
  const query = {
    filter,
    sort,
    hint: body['hint'],
    limit: limit === undefined ? undefined : limit + skip,
    matcher,
    collation,
    deadline,
  }
  return produce()

  function* produce(): Generator<Buffer> {
    let position = 0
    for (const row of queryRows(view, collection as Collection, query)) {
      position += 1
      if (position <= skip) continue
      yield project ? encode(project(row.doc)) : row.bytes
      if (limit !== undefined && position >= skip + limit) return
    }
  }
}

/** `{ _id: scalar }`: the commonest query is answered with the stored bytes, undecoded. */
function isIdFilter(filter: Doc): boolean {
  const id = filter['_id']
  if (Object.keys(filter).length !== 1 || id === undefined || id === null) return false
  return (
    typeof id === 'string' || (typeof id === 'object' && '_bsontype' in id && id['_bsontype'] === 'ObjectId')
  )
}

function pointRows(view: View, collection: Collection, filter: Doc): Iterator<Buffer> {
  const key = choosePlan(collection, filter).points?.[0]
  const bytes = key && view.get(key)
  return (bytes ? [bytes] : []).values()
}

function nonEmpty(doc: Doc | undefined): Doc | undefined {
  return doc && Object.keys(doc).length > 0 ? doc : undefined
}

/** `explain` of a find: which plan is used. */
export function explainFind(operation: Operation, body: Doc): Doc {
  const ns = namespaceOf({ ...operation, body }, 'find')
  const collection = collectionOf(operation, ns)
  const filter = documentField(body, 'filter') ?? {}
  const plan =
    collection &&
    choosePlan(collection, filter, nonEmpty(documentField(body, 'sort')), body['hint'], collationField(body))
  return {
    namespace: ns,
    parsedQuery: filter,
    winningPlan: plan ? describePlan(plan) : { stage: 'EOF' },
    rejectedPlans: [],
  }
}

/** @throws NotImplemented 238 for what has no explanation here */
export const explain: Command = {
  name: 'explain',
  fields: ['verbosity'],
  run(operation) {
    const inner = documentField(operation.body, 'explain') ?? {}
    if (typeof inner['find'] !== 'string') {
      throw mongoError(
        'NotImplemented',
        `localdb explains find only, not ${Object.keys(inner)[0] ?? 'nothing'}`,
      )
    }
    return { queryPlanner: explainFind(operation, inner), ok: 1 }
  },
}
