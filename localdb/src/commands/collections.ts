import { Long } from 'bson'
import { MongoError, mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import { compileFilter } from '../query/match.ts'
import type { Engine } from '../engine.ts'
import { newCollection, uuidOf, type Collection } from '../storage/catalog.ts'
import { tableRange } from '../storage/keys.ts'
import { verifyCollection } from '../storage/verify.ts'
import { asFlag, isDocument } from '../values.ts'
import { countField, documentField, stringField } from './arguments.ts'
import { openCursor } from './cursor-reply.ts'
import { encode } from '../bson/codec.ts'
import { describeIndex, idIndexOf, parseIndex } from './index-spec.ts'
import { namespace, namespaceOf, viewOf, type Command, type Operation, type Reply } from './operation.ts'
import { acknowledge, exclusively, runWrite } from './run-write.ts'

const refusedOptions = [
  'capped',
  'timeseries',
  'clusteredIndex',
  'viewOn',
  'changeStreamPreAndPostImages',
  'encryptedFields',
  'expireAfterSeconds',
]

export const create: Command = {
  name: 'create',
  fields: [
    ...refusedOptions,
    'autoIndexId',
    'idIndex',
    'size',
    'max',
    'storageEngine',
    'validator',
    'validationLevel',
    'validationAction',
    'indexOptionDefaults',
    'pipeline',
    'collation',
  ],
  inTransaction: true,
  async run(operation) {
    const { body, engine } = operation
    const ns = namespaceOf(operation)
    for (const option of refusedOptions) {
      if (body[option] !== undefined && body[option] !== false)
        throw unsupported(`the collection option '${option}'`)
    }
    const collation = documentField(body, 'collation')
    if (collation && collation['locale'] !== 'simple') throw unsupported('collations')
    const options = validationOptions(body)
    await runWrite(operation, (writes) => {
      const known = writes.collection(ns)
      if (!known) return void engine.ensureCollection(writes, ns, options)
      if (Object.keys(options).length === 0 && Object.keys(known.options).length === 0) return undefined
      throw mongoError('NamespaceExists', `Collection ${ns} already exists.`)
    })
    await acknowledge(operation)
    return { ok: 1 }
  },
}

function validationOptions(body: Doc): Doc {
  const validator = documentField(body, 'validator')
  if (!validator || Object.keys(validator).length === 0) return {}
  compileFilter(validator)
  const level = body['validationLevel'] ?? 'strict'
  const action = body['validationAction'] ?? 'error'
  if (level !== 'strict' || action !== 'error') {
    throw unsupported(`validationLevel '${String(level)}' with validationAction '${String(action)}'`)
  }
  return { validator, validationLevel: 'strict', validationAction: 'error' }
}

export const drop: Command = {
  name: 'drop',
  fields: [],
  async run(operation) {
    const ns = namespaceOf(operation)
    const collection = await exclusively(
      operation,
      (name) => name === ns,
      () => {
        const found = operation.engine.catalog.get(ns)
        if (found) dropAll(operation, [found])
        return found
      },
    )
    if (!collection) return { ok: 1 }
    await acknowledge(operation)
    return { ns, nIndexesWas: collection.indexes.length + 1, ok: 1 }
  },
}

export const dropDatabase: Command = {
  name: 'dropDatabase',
  fields: [],
  async run(operation) {
    const prefix = `${operation.database}.`
    await exclusively(
      operation,
      (name) => name.startsWith(prefix),
      () => {
        dropAll(
          operation,
          [...operation.engine.catalog.values()].filter(({ ns }) => ns.startsWith(prefix)),
        )
      },
    )
    await acknowledge(operation)
    return { dropped: operation.database, ok: 1 }
  },
}

function dropAll(operation: Operation, doomed: Collection[]): void {
  const names = new Set(doomed.map(({ ns }) => ns))
  operation.engine.cursors.dropOfNamespace((ns) => names.has(ns))
  operation.engine.changeCatalog(doomed.map((before) => ({ before })))
}

export const renameCollection: Command = {
  name: 'renameCollection',
  fields: ['to', 'dropTarget'],
  async run(operation) {
    const { body, engine } = operation
    const from = stringField(body, 'renameCollection') ?? ''
    const to = stringField(body, 'to') ?? ''
    const dot = to.indexOf('.')
    namespace(to.slice(0, dot), to.slice(dot + 1))
    if (from === to) throw mongoError('IllegalOperation', "Can't rename a collection to itself")
    await exclusively(
      operation,
      (name) => name === from || name === to,
      () => {
        rename(engine, from, to, asFlag(body['dropTarget']))
      },
    )
    await acknowledge(operation)
    return { ok: 1 }
  },
}

function rename(engine: Engine, from: string, to: string, dropTarget: boolean): void {
  const source = engine.catalog.get(from)
  if (!source) throw mongoError('NamespaceNotFound', `Source collection ${from} does not exist`)
  const target = engine.catalog.get(to)
  if (target && !dropTarget) throw mongoError('NamespaceExists', 'target namespace exists')
  engine.cursors.dropOfNamespace((ns) => ns === from || ns === to)
  const moved = { ...newCollection(to, source.table, source.options), ...identityOf(source) }
  engine.changeCatalog([...(target ? [{ before: target }] : []), { before: source, after: moved }])
}

function identityOf(source: Collection): Pick<Collection, 'uuid' | 'indexes' | 'flags'> {
  return { uuid: source.uuid, indexes: source.indexes, flags: source.flags }
}

export const listCollections: Command = {
  name: 'listCollections',
  fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run(operation) {
    const { body, engine } = operation
    const matcher = compileFilter(documentField(body, 'filter') ?? {})
    const entries = [...engine.catalog.values()]
      .filter(({ database }) => database === operation.database)
      .map((collection): Doc => describeCollection(collection))
      .filter((entry) => matcher.matches(entry))
      .map((entry) => encode(asFlag(body['nameOnly']) ? { name: entry['name'], type: entry['type'] } : entry))
    const cursor = documentField(body, 'cursor') ?? {}
    return openCursor({
      operation,
      ns: `${operation.database}.$cmd.listCollections`,
      rows: entries.values(),
      batchSize: countField(cursor, 'batchSize'),
    })
  },
}

function describeCollection(collection: Collection): Doc {
  return {
    name: collection.name,
    type: 'collection',
    options: collection.options,
    info: { readOnly: false, uuid: uuidOf(collection) },
    idIndex: idIndexOf(),
  }
}

export const listDatabases: Command = {
  name: 'listDatabases',
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  run({ body, engine }) {
    const matcher = compileFilter(documentField(body, 'filter') ?? {})
    const names = [...new Set([...engine.catalog.values()].map(({ database }) => database))].sort()
    const databases = names
      .map((name): Doc => ({ name, sizeOnDisk: 0, empty: false }))
      .filter((entry) => matcher.matches(entry))
    if (asFlag(body['nameOnly'])) return { databases: databases.map(({ name }) => ({ name })), ok: 1 }
    return { databases, totalSize: 0, totalSizeMb: 0, ok: 1 }
  },
}

export const collMod: Command = {
  name: 'collMod',
  fields: [
    'index',
    'validator',
    'validationLevel',
    'validationAction',
    'viewOn',
    'pipeline',
    'expireAfterSeconds',
  ],
  async run(operation) {
    const { body, engine } = operation
    const ns = namespaceOf(operation)
    for (const field of ['viewOn', 'pipeline', 'expireAfterSeconds']) {
      if (body[field] !== undefined) throw unsupported(`collMod of '${field}'`)
    }
    const reply: Doc = {}
    await exclusively(
      operation,
      (name) => name === ns,
      () => modify(engine, ns, body, reply),
    )
    await acknowledge(operation)
    return { ...reply, ok: 1 }
  },
}

function modify(engine: Engine, ns: string, body: Doc, reply: Doc): void {
  const before = engine.catalog.get(ns)
  if (!before) throw mongoError('NamespaceNotFound', `ns does not exist: ${ns}`)
  let after = before
  if (body['validator'] !== undefined) {
    const options = validationOptions(body)
    const validator = options['validator'] as Doc | undefined
    after = { ...after, options, validator: validator && compileFilter(validator) }
  }
  const change = documentField(body, 'index')
  if (change) after = changeIndex(after, change, reply)
  engine.changeCatalog([{ before, after }])
}

function changeIndex(collection: Collection, change: Doc, reply: Doc): Collection {
  const wanted = change['name'] ?? change['keyPattern']
  const key = isDocument(wanted)
    ? JSON.stringify(Object.entries(wanted).map(([path, by]) => [path, Number(by)]))
    : ''
  const index = collection.indexes.find(
    (each) =>
      each.name === wanted ||
      JSON.stringify(each.paths.map((path, position) => [path, each.directions[position]])) === key,
  )
  if (!index)
    throw mongoError('IndexNotFound', `cannot find index ${JSON.stringify(wanted)} for ns ${collection.ns}`)
  const next = { ...index }
  for (const field of Object.keys(change)) {
    if (field === 'name' || field === 'keyPattern') continue
    if (field === 'hidden') {
      reply['hidden_old'] = index.hidden
      next.hidden = asFlag(change['hidden'])
      reply['hidden_new'] = next.hidden
    } else if (field === 'expireAfterSeconds') {
      reply['expireAfterSeconds_old'] = index.expireAfterSeconds
      next.expireAfterSeconds = countField(change, 'expireAfterSeconds')
      reply['expireAfterSeconds_new'] = next.expireAfterSeconds
    } else throw unsupported(`collMod of an index's '${field}'`)
  }
  parseIndex(describeIndex(next))
  return { ...collection, indexes: collection.indexes.map((each) => (each === index ? next : each)) }
}

export const collStats: Command = {
  name: 'collStats',
  aliases: ['collstats'],
  fields: ['scale'],
  run(operation): Reply {
    const ns = namespaceOf(operation)
    const collection = operation.engine.catalog.get(ns)
    const count = collection ? viewOf(operation).count(tableRange(collection.table)) : 0
    return { ns, count, nindexes: collection ? collection.indexes.length + 1 : 0, capped: false, ok: 1 }
  },
}

export const dbStats: Command = {
  name: 'dbStats',
  aliases: ['dbstats'],
  fields: ['scale', 'freeStorage'],
  run(operation): Reply {
    const mine = [...operation.engine.catalog.values()].filter(
      ({ database }) => database === operation.database,
    )
    let objects = 0
    for (const { table } of mine) objects += operation.engine.live.count(tableRange(table))
    return {
      db: operation.database,
      collections: mine.length,
      views: 0,
      objects: Long.fromNumber(objects),
      indexes: mine.reduce((total, { indexes }) => total + indexes.length + 1, 0),
      ok: 1,
    }
  },
}

export const validate: Command = {
  name: 'validate',
  fields: ['full', 'repair', 'metadata', 'checkBSONConformance', 'background'],
  run(operation): Reply {
    const ns = namespaceOf(operation)
    const collection = operation.engine.catalog.get(ns)
    if (!collection) throw mongoError('NamespaceNotFound', `Collection '${ns}' does not exist to validate.`)
    const { documents, differences } = verifyCollection(operation.engine.live, collection)
    return {
      ns,
      nrecords: documents,
      nIndexes: collection.indexes.length + 1,
      valid: differences.length === 0,
      errors: differences,
      warnings: [],
      ok: 1,
    }
  },
}

function unsupported(what: string): MongoError {
  return mongoError('NotImplemented', `localdb does not support ${what}`)
}
