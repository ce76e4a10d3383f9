import { encode } from '../bson/codec.ts'
import { MongoError, mongoError } from '../bson/errors.ts'
import { runPipeline, splitWriteStage, type WriteStage } from '../aggregate/run.ts'
import type { Doc } from '../bson/types.ts'
import type { View } from '../storage/view.ts'
import { choosePlan, describePlan } from '../plan/choose.ts'
import { asFlag } from '../values.ts'
import { collationField, countField, documentField, documentsField } from './arguments.ts'
import { refuseCollatedPipeline } from './collation-limits.ts'
import { openCursor } from './cursor-reply.ts'
import { localSessions } from './local-sessions.ts'
import { mergeInto } from './merge.ts'
import {
  collectionOf,
  namespace,
  namespaceOf,
  viewOf,
  type Command,
  type Operation,
  type Reply,
} from './operation.ts'
import { replaceCollection } from './out.ts'
import { queryRows } from './query.ts'
import { acknowledge } from './run-write.ts'

export const aggregate: Command = {
  name: 'aggregate',
  fields: [
    'pipeline',
    'cursor',
    'explain',
    'allowDiskUse',
    'bypassDocumentValidation',
    'collation',
    'hint',
    'let',
  ],
  inTransaction: true,
  run,
}

function run(operation: Operation): Reply | Promise<Reply> {
  const { body } = operation
  const stages = documentsField(body, 'pipeline')
  if (!stages) throw mongoError('TypeMismatch', "'pipeline' option must be specified as an array")
  if (asFlag(body['explain'])) return explainAggregate(operation, stages)
  const cursor = documentField(body, 'cursor')
  if (!cursor) {
    throw mongoError(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    )
  }
  const { pipeline, write } = splitWriteStage(stages)
  const documents = pipelineDocuments(operation, pipeline)
  const ns = sourceNamespace(operation) ?? `${operation.database}.$cmd.aggregate`
  if (write) return writeStage(operation, ns, documents, write)
  return openCursor({ operation, ns, rows: encoded(documents), batchSize: countField(cursor, 'batchSize') })
}

/** Undefined for `aggregate: 1`, which reads no collection. */
function sourceNamespace(operation: Operation): string | undefined {
  return typeof operation.body['aggregate'] === 'string' ? namespaceOf(operation) : undefined
}

function pipelineDocuments(operation: Operation, pipeline: Doc[]): Iterable<Doc> {
  const view = viewOf(operation)
  const ns = sourceNamespace(operation)
  const variables = documentField(operation.body, 'let')
  const collation = collationField(operation.body)
  if (collation) refuseCollatedPipeline(pipeline)
  const stages = ns === undefined ? withSessions(operation, pipeline) : pipeline
  return runPipeline(stages, {
    source: (match, sort, limit) =>
      ns === undefined
        ? []
        : documentsOf(operation, view, ns, { match, sort, limit, hint: operation.body['hint'] }),
    lookup: (collection, filter) =>
      documentsOf(operation, view, namespace(operation.database, collection), { match: filter }),
    let: variables,
    collation,
    now: new Date(),
  })
}

type Wanted = { match?: Doc | undefined; sort?: Doc | undefined; limit?: number | undefined; hint?: unknown }

function* documentsOf(operation: Operation, view: View, ns: string, wanted: Wanted): Generator<Doc> {
  const collection = collectionOf(operation, ns)
  if (!collection) return
  const query = {
    filter: wanted.match ?? {},
    sort: wanted.sort,
    hint: wanted.hint,
    limit: wanted.limit,
    let: documentField(operation.body, 'let'),
    collation: collationField(operation.body),
    deadline: operation.deadline,
  }
  let left = wanted.limit ?? Infinity
  for (const row of queryRows(view, collection, query)) {
    if (left <= 0) return
    left -= 1
    yield row.doc
  }
}

function* encoded(documents: Iterable<Doc>): Generator<Buffer> {
  for (const doc of documents) {
    const bytes = encode(doc)
    if (bytes.length > 16 * 1024 * 1024) {
      throw mongoError('BSONObjectTooLarge', `a result document of ${bytes.length} bytes exceeds 16 MB`)
    }
    yield bytes
  }
}

/** Stages that only a pipeline over no collection may begin with. @throws NotImplemented 238 for most of them */
function withSessions(operation: Operation, pipeline: Doc[]): Doc[] {
  const name = pipeline[0] && Object.keys(pipeline[0])[0]
  if (name === '$listLocalSessions') {
    return [{ $documents: { $literal: localSessions(operation) } }, ...pipeline.slice(1)]
  }
  if (name === '$currentOp' || name === '$changeStream') {
    throw mongoError('NotImplemented', `localdb does not support the stage '${name}'`)
  }
  return pipeline
}

async function writeStage(
  operation: Operation,
  ns: string,
  documents: Iterable<Doc>,
  write: WriteStage,
): Promise<Reply> {
  const stage = 'out' in write ? '$out' : '$merge'
  const concern = documentField(operation.body, 'readConcern')
  if (concern?.['level'] === 'linearizable') {
    throw mongoError('InvalidOptions', `${stage} cannot be used with a 'linearizable' read concern level`)
  }
  if (operation.transaction) {
    throw new MongoError(
      263,
      'OperationNotSupportedInTransaction',
      `${stage} cannot be used in a transaction`,
    )
  }
  if ('out' in write) {
    await replaceCollection(
      operation,
      namespace(write.out.db ?? operation.database, write.out.coll),
      documents,
    )
  } else {
    await mergeInto(operation, write.merge, documents)
  }
  await acknowledge(operation)
  return openCursor({ operation, ns, rows: ([] as Buffer[]).values(), batchSize: undefined })
}

function explainAggregate(operation: Operation, stages: Doc[]): Reply {
  const ns = sourceNamespace(operation)
  const collection = ns === undefined ? undefined : collectionOf(operation, ns)
  const first = stages[0]?.['$match']
  const filter = (first ?? {}) as Doc
  const plan =
    collection &&
    choosePlan(collection, filter, undefined, operation.body['hint'], collationField(operation.body))
  return {
    queryPlanner: {
      namespace: ns,
      winningPlan: plan ? describePlan(plan) : { stage: 'EOF' },
      rejectedPlans: [],
    },
    ok: 1,
  }
}
