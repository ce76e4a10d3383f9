import { MongoError, mongoError } from '../bson/errors.ts'
import { equalValues } from '../bson/compare.ts'
import { encode } from '../bson/codec.ts'
import type { Doc } from '../bson/types.ts'
import { newIndex, type Collection, type Index, type IndexSpec } from '../storage/catalog.ts'
import { addToIndex } from '../storage/records.ts'
import type { WriteSet } from '../txn/write-set.ts'
import { isDocument } from '../values.ts'
import { countField, documentField, documentsField } from './arguments.ts'
import { buildIndex } from './build-index.ts'
import { openCursor } from './cursor-reply.ts'
import { describeIndex, idIndexOf, parseIndex } from './index-spec.ts'
import { collectionOf, namespaceOf, type Command, type Operation, type Reply } from './operation.ts'
import { queryRows } from './query.ts'
import { acknowledge, exclusively, runWrite } from './run-write.ts'

export const createIndexes: Command = {
  name: 'createIndexes',
  fields: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'],
  inTransaction: true,
  run: runCreate,
}

async function runCreate(operation: Operation): Promise<Reply> {
  const ns = namespaceOf(operation)
  const specs = (documentsField(operation.body, 'indexes') ?? []).map(parseIndex)
  if (specs.length === 0) throw mongoError('BadValue', 'Must specify at least one index to create')
  const result = operation.transaction
    ? await runWrite(operation, (writes) => createInTransaction(operation, writes, ns, specs))
    : await createPlain(operation, ns, specs)
  await acknowledge(operation)
  return { ...result, ok: 1 }
}

async function createPlain(operation: Operation, ns: string, specs: IndexSpec[]): Promise<Doc> {
  const { engine } = operation
  const existed = engine.catalog.has(ns)
  const before = await runWrite(operation, (writes) => engine.ensureCollection(writes, ns))
  let after = before
  for (const spec of specs) {
    after = await exclusively(
      operation,
      (name) => name === ns,
      () => {
        const collection = engine.catalog.get(ns)
        if (!collection) throw mongoError('NamespaceNotFound', `the collection ${ns} was dropped meanwhile`)
        return isIdKey(spec.key) || findSame(collection, spec)
          ? collection
          : buildIndex(engine, collection, spec)
      },
    )
  }
  return summary(existed, before, after)
}

/** Inside a transaction indexes are made only for a collection that the transaction itself made. */
function createInTransaction(operation: Operation, writes: WriteSet, ns: string, specs: IndexSpec[]): Doc {
  const existed = writes.collection(ns) !== undefined
  const before = operation.engine.ensureCollection(writes, ns)
  let next = before
  for (const spec of specs) {
    if (isIdKey(spec.key) || findSame(next, spec)) continue
    if (existed && !writes.collections.has(ns)) {
      throw new MongoError(
        263,
        'OperationNotSupportedInTransaction',
        `Cannot create new indexes on existing collection ${ns} in a multi-document transaction.`,
      )
    }
    const index = newIndex(spec, operation.engine.newTable())
    for (const row of queryRows(writes.view, next, { filter: {} })) addToIndex(writes, next, index, row.doc)
    next = { ...next, indexes: [...next.indexes, index] }
  }
  if (next !== before) writes.putCollection(next)
  return summary(existed, before, next)
}

function summary(existed: boolean, before: Collection, after: Collection): Doc {
  return {
    numIndexesBefore: before.indexes.length + 1,
    numIndexesAfter: after.indexes.length + 1,
    createdCollectionAutomatically: !existed,
    ...(after === before && { note: 'all indexes already exist' }),
  }
}

/** An index of the same name and meaning. @throws IndexOptionsConflict 85, IndexKeySpecsConflict 86 */
function findSame(collection: Collection, spec: IndexSpec): Index | undefined {
  const byName = collection.indexes.find(({ name }) => name === spec.name)
  const byKey = collection.indexes.find(
    (index) => sameKey(index, spec) && equalValues(index.partial ?? null, spec.partial ?? null),
  )
  if (byName && byName === byKey && sameOptions(byName, spec)) return byName
  if (byName && !sameKey(byName, spec)) {
    throw mongoError(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${spec.name}`,
    )
  }
  if (byName ?? byKey) {
    throw mongoError(
      'IndexOptionsConflict',
      `An equivalent index already exists with a different name or options: ${(byName ?? byKey)?.name}. Requested index: ${spec.name}`,
    )
  }
  return undefined
}

function sameKey(index: Index, spec: IndexSpec): boolean {
  return equalValues(index.key, spec.key)
}

function sameOptions(index: Index, spec: IndexSpec): boolean {
  return (
    index.unique === spec.unique &&
    index.sparse === spec.sparse &&
    index.expireAfterSeconds === spec.expireAfterSeconds &&
    equalValues(index.partial ?? null, spec.partial ?? null)
  )
}

function isIdKey(key: Doc): boolean {
  return equalValues(key, { _id: 1 })
}

export const dropIndexes: Command = {
  name: 'dropIndexes',
  aliases: ['deleteIndexes'],
  fields: ['index'],
  async run(operation) {
    const ns = namespaceOf(operation)
    const before = await exclusively(
      operation,
      (name) => name === ns,
      () => {
        const collection = operation.engine.catalog.get(ns)
        if (!collection) throw mongoError('NamespaceNotFound', `ns not found ${ns}`)
        const doomed = chosen(collection, operation.body['index'])
        const after = {
          ...collection,
          indexes: collection.indexes.filter((index) => !doomed.includes(index)),
        }
        operation.engine.changeCatalog([{ before: collection, after }])
        return collection
      },
    )
    await acknowledge(operation)
    return { nIndexesWas: before.indexes.length + 1, ok: 1 }
  },
}

function chosen(collection: Collection, wanted: unknown): Index[] {
  if (wanted === '*') return [...collection.indexes]
  const list: unknown[] = Array.isArray(wanted) ? wanted : [wanted]
  return list.map((each) => {
    if (each === '_id_' || (isDocument(each) && isIdKey(each)))
      throw mongoError('InvalidOptions', 'cannot drop _id index')
    const index = collection.indexes.find(
      ({ name, key }) => name === each || (isDocument(each) && equalValues(key, each)),
    )
    if (!index) throw mongoError('IndexNotFound', `index not found with name [${String(each)}]`)
    return index
  })
}

export const listIndexes: Command = {
  name: 'listIndexes',
  fields: ['cursor', 'includeIndexBuildInfo', 'includeBuildUUIDs'],
  run(operation) {
    const ns = namespaceOf(operation)
    const collection = collectionOf(operation, ns)
    if (!collection) throw mongoError('NamespaceNotFound', `ns does not exist: ${ns}`)
    const entries = [idIndexOf(), ...collection.indexes.map(describeIndex)].map((entry) => encode(entry))
    const cursor = documentField(operation.body, 'cursor') ?? {}
    return openCursor({ operation, ns, rows: entries.values(), batchSize: countField(cursor, 'batchSize') })
  },
}
