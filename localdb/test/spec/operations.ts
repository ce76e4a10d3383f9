import type { AnyBulkWriteOperation, Collection, Db, FindOptions } from 'mongodb'
import { concerns, transactionOptions, type Entities } from './entities.ts'
import type { Doc, Operation } from './format.ts'
import { isPlain } from './matches.ts'

type Run = (target: unknown, args: Doc, entities: Entities) => unknown

const on = (
  run: (collection: Collection<Doc>, args: Doc, options: Doc) => unknown,
  ...own: string[]
): Run => {
  return (target, args) => run(target as Collection<Doc>, args, rest(args, own))
}

function rest(args: Doc, own: string[]): Doc {
  return Object.fromEntries(Object.entries(args).filter(([key]) => !own.includes(key)))
}

const collectionOperations: Record<string, Run> = {
  insertOne: on(
    (c, a, o) => c.insertOne(a['document'] as Doc, { ...o, ...asGiven([a['document']]) }),
    'document',
  ),
  insertMany: on(
    (c, a, o) => c.insertMany(a['documents'] as Doc[], { ...o, ...asGiven(a['documents'] as unknown[]) }),
    'documents',
  ),
  updateOne: on((c, a, o) => c.updateOne(a['filter'] as Doc, a['update'] as Doc, o), 'filter', 'update'),
  updateMany: on((c, a, o) => c.updateMany(a['filter'] as Doc, a['update'] as Doc, o), 'filter', 'update'),
  replaceOne: on(
    (c, a, o) => c.replaceOne(a['filter'] as Doc, a['replacement'] as Doc, o),
    'filter',
    'replacement',
  ),
  deleteOne: on((c, a, o) => c.deleteOne(a['filter'] as Doc, o), 'filter'),
  deleteMany: on((c, a, o) => c.deleteMany(a['filter'] as Doc, o), 'filter'),
  findOneAndUpdate: on(
    (c, a, o) => c.findOneAndUpdate(a['filter'] as Doc, a['update'] as Doc, returning(o)),
    'filter',
    'update',
  ),
  findOneAndReplace: on(
    (c, a, o) => c.findOneAndReplace(a['filter'] as Doc, a['replacement'] as Doc, returning(o)),
    'filter',
    'replacement',
  ),
  findOneAndDelete: on((c, a, o) => c.findOneAndDelete(a['filter'] as Doc, o), 'filter'),
  find: on((c, a, o) => c.find(a['filter'] as Doc, o as FindOptions).toArray(), 'filter'),
  findOne: on((c, a, o) => c.findOne(a['filter'] as Doc, o), 'filter'),
  aggregate: on((c, a, o) => aggregateAll(c, a['pipeline'] as Doc[], o), 'pipeline'),
  countDocuments: on((c, a, o) => c.countDocuments(a['filter'] as Doc, o), 'filter'),
  count: on((c, a, o) => c.count(a['filter'] as Doc, o), 'filter'),
  estimatedDocumentCount: on((c, _a, o) => c.estimatedDocumentCount(o)),
  distinct: on(
    (c, a, o) => c.distinct(a['fieldName'] as string, a['filter'] as Doc, o),
    'fieldName',
    'filter',
  ),
  bulkWrite: on(
    (c, a, o) =>
      c.bulkWrite(a['requests'] as AnyBulkWriteOperation<Doc>[], {
        ...o,
        ...asGiven(insertsOf(a['requests'] as Doc[])),
      }),
    'requests',
  ),
  createIndex: on((c, a, o) => c.createIndex(a['keys'] as Record<string, 1 | -1>, o), 'keys'),
  dropIndex: on((c, a, o) => c.dropIndex(a['name'] as string, o), 'name'),
  listIndexes: on((c, _a, o) => c.listIndexes(o).toArray()),
}

/** Keeps the driver from putting a new `_id` in the place of a null one. */
function asGiven(documents: readonly unknown[]): Doc {
  return documents.some((doc) => (doc as Doc)['_id'] === null) ? { forceServerObjectId: true } : {}
}

function insertsOf(requests: readonly Doc[]): Doc[] {
  return requests.flatMap((request) =>
    isPlain(request['insertOne']) ? [request['insertOne']['document'] as Doc] : [],
  )
}

function returning(options: Doc): Doc {
  const { returnDocument, ...others } = options
  return returnDocument ? { ...others, returnDocument: String(returnDocument).toLowerCase() } : others
}

/** Runs a pipeline to its end; one that writes gives no documents. */
async function aggregateAll(target: Collection<Doc> | Db, pipeline: Doc[], options: Doc): Promise<unknown> {
  const docs = await target.aggregate(pipeline, options).toArray()
  const [last] = Object.keys(pipeline.at(-1) ?? {})
  return last === '$out' || last === '$merge' ? undefined : docs
}

const databaseOperations: Record<string, Run> = {
  aggregate: (target, args) =>
    aggregateAll(target as Db, args['pipeline'] as Doc[], rest(args, ['pipeline'])),
  createCollection: async (target, args) => {
    await (target as Db).createCollection(args['collection'] as string, rest(args, ['collection']))
  },
  dropCollection: async (target, args) => {
    await (target as Db).dropCollection(args['collection'] as string, rest(args, ['collection']))
  },
  runCommand: (target, args) =>
    (target as Db).command(args['command'] as Doc, rest(args, ['command', 'commandName'])),
  modifyCollection: (target, args) => {
    const { collection, ...options } = args
    return (target as Db).command({ collMod: collection, ...options })
  },
  listCollections: (target, args) => (target as Db).listCollections((args['filter'] ?? {}) as Doc).toArray(),
}

const sessionOperations: Record<string, Run> = {
  startTransaction: (target, args) => session(target).startTransaction(transactionOptions(args)),
  commitTransaction: (target) => session(target).commitTransaction(),
  abortTransaction: (target) => session(target).abortTransaction(),
  endSession: (target) => session(target).endSession(),
}

function session(target: unknown): ReturnType<Entities['session']> {
  return target as ReturnType<Entities['session']>
}

const runnerOperations: Record<string, Run> = {
  createEntities: (_target, args, entities) => entities.create(args['entities'] as Doc[]),
  failPoint: (_target, args, entities) =>
    entities
      .client(args['client'] as string)
      .db('admin')
      .command(args['failPoint'] as Doc),
  assertIndexExists: (_target, args, entities) => assertIndex(args, entities, true),
  assertIndexNotExists: (_target, args, entities) => assertIndex(args, entities, false),
  assertSessionTransactionState: (_target, args) => assertState(args),
  assertCollectionExists: (_target, args, entities) => assertCollection(args, entities, true),
  assertCollectionNotExists: (_target, args, entities) => assertCollection(args, entities, false),
}

function databaseOf(args: Doc, entities: Entities): Db {
  const client = [...entities.all.values()].find((entity) => isClient(entity)) as ReturnType<
    Entities['client']
  >
  return client.db(args['databaseName'] as string)
}

async function assertIndex(args: Doc, entities: Entities, exists: boolean): Promise<void> {
  const collection = databaseOf(args, entities).collection(args['collectionName'] as string)
  const found = await collection.indexes().catch(() => [])
  if (found.some(({ name }) => name === args['indexName']) !== exists)
    throw new Error(`index ${String(args['indexName'])} exists: ${!exists}`)
}

/** The state is kept by the driver alone. */
function assertState(args: Doc): void {
  const { state } = Reflect.get(session(args['session']), 'transaction') as { state: string }
  const wanted = driverStates[String(args['state'])]
  if (state !== wanted) throw new Error(`the transaction is ${state} and not ${String(args['state'])}`)
}

const driverStates: Record<string, string> = {
  none: 'NO_TRANSACTION',
  starting: 'STARTING_TRANSACTION',
  in_progress: 'TRANSACTION_IN_PROGRESS',
  committed: 'TRANSACTION_COMMITTED',
  aborted: 'TRANSACTION_ABORTED',
}

async function assertCollection(args: Doc, entities: Entities, exists: boolean): Promise<void> {
  const found = await databaseOf(args, entities).listCollections({ name: args['collectionName'] }).toArray()
  if (found.length > 0 !== exists)
    throw new Error(`collection ${String(args['collectionName'])} exists: ${!exists}`)
}

function isClient(entity: unknown): boolean {
  return typeof entity === 'object' && entity !== null && 'startSession' in entity
}

/** Does one operation of a test through the driver. */
export async function runOperation(
  { object, name, arguments: given = {} }: Operation,
  entities: Entities,
): Promise<unknown> {
  const target = entities.all.get(object)
  const run = tableOf(object, target)[name]
  if (!run) throw new Error(`the runner does not know the operation ${name} of ${object}`)
  return run(target, driverArguments(given, entities), entities)
}

function tableOf(object: string, target: unknown): Record<string, Run> {
  if (object === 'testRunner') return runnerOperations
  if (isPlain(target) || typeof target !== 'object' || target === null) return {}
  if ('insertOne' in target) return collectionOperations
  if ('endSession' in target) return sessionOperations
  return 'collection' in target ? databaseOperations : {}
}

function driverArguments(given: Doc, entities: Entities): Doc {
  const { session: id, ...args } = given
  const withSession = id === undefined ? args : { ...args, session: entities.session(id as string) }
  return { ...withSession, ...concerns(given) }
}
