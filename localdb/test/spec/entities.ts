import {
  MongoClient,
  ReadConcern,
  ReadPreference,
  WriteConcern,
  type ClientSession,
  type Collection,
  type CollectionOptions,
  type DbOptions,
  type ReadConcernLevel,
  type Db,
  type TransactionOptions,
  type ReadPreferenceMode,
} from 'mongodb'
import type { Doc } from './format.ts'

/** The clients, databases, collections and sessions of one test, by their ids. */
export class Entities {
  readonly all = new Map<string, unknown>()
  readonly #clients: MongoClient[] = []
  readonly #uri: string

  constructor(uri: string) {
    this.#uri = uri
  }

  async create(specs: Doc[]): Promise<void> {
    for (const spec of specs) {
      const [kind] = Object.keys(spec) as [string]
      const options = spec[kind] as Doc
      this.all.set(options['id'] as string, await this.#make(kind, options))
    }
  }

  async #make(kind: string, options: Doc): Promise<unknown> {
    switch (kind) {
      case 'client':
        return this.#client(options)
      case 'database':
        return this.client(options['client'] as string).db(
          options['databaseName'] as string,
          concerns(options['databaseOptions']),
        )
      case 'collection':
        return this.database(options['database'] as string).collection(
          options['collectionName'] as string,
          concerns(options['collectionOptions']),
        )
      case 'session':
        return this.client(options['client'] as string).startSession(
          sessionOptions(options['sessionOptions']),
        )
      default:
        throw new Error(`the runner does not know entities of kind ${kind}`)
    }
  }

  async #client(options: Doc): Promise<MongoClient> {
    const uri = new URL(this.#uri)
    for (const [key, value] of Object.entries((options['uriOptions'] ?? {}) as Doc))
      uri.searchParams.set(key, String(value))
    const client = new MongoClient(uri.href, { serverSelectionTimeoutMS: 8000 })
    this.#clients.push(client)
    return client.connect()
  }

  client(id: string): MongoClient {
    return this.all.get(id) as MongoClient
  }

  database(id: string): Db {
    return this.all.get(id) as Db
  }

  collection(id: string): Collection<Doc> {
    return this.all.get(id) as Collection<Doc>
  }

  session(id: string): ClientSession {
    return this.all.get(id) as ClientSession
  }

  async close(): Promise<void> {
    for (const entity of this.all.values()) {
      if (entity !== null && typeof entity === 'object' && 'endSession' in entity)
        await (entity as ClientSession).endSession()
    }
    for (const client of this.#clients) await client.close()
  }
}

/** Read and write concerns and read preference as the driver takes them. */
export function concerns(spec: unknown): DbOptions & CollectionOptions {
  const { readConcern, writeConcern, readPreference } = (spec ?? {}) as Doc
  return {
    ...(readConcern
      ? { readConcern: new ReadConcern((readConcern as Doc)['level'] as ReadConcernLevel) }
      : {}),
    ...(writeConcern ? { writeConcern: writeConcernOf(writeConcern as Doc) } : {}),
    ...(readPreference
      ? { readPreference: new ReadPreference((readPreference as Doc)['mode'] as ReadPreferenceMode) }
      : {}),
  }
}

function writeConcernOf({ w, wtimeoutMS, journal }: Doc): WriteConcern {
  return new WriteConcern(w as number, wtimeoutMS as number | undefined, journal as boolean | undefined)
}

function sessionOptions(spec: unknown): Doc {
  const { defaultTransactionOptions, ...others } = (spec ?? {}) as Doc
  return defaultTransactionOptions
    ? { ...others, defaultTransactionOptions: transactionOptions(defaultTransactionOptions) }
    : others
}

export function transactionOptions(spec: unknown): TransactionOptions {
  const { maxCommitTimeMS } = (spec ?? {}) as Doc
  return {
    ...concerns(spec),
    ...(maxCommitTimeMS === undefined ? {} : { maxCommitTimeMS: Number(maxCommitTimeMS) }),
  }
}
