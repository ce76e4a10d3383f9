import { MongoClient, type Db, type MongoClientOptions } from 'mongodb'
import { afterAll, beforeAll } from 'vitest'
import { start, type Localdb } from '../../src/index.ts'

export type Fixture = { readonly localdb: Localdb; readonly client: MongoClient; readonly db: Db }

/** A database in memory for all tests of a file, with the unmodified driver connected to it. */
export function useMemory(options: MongoClientOptions = {}): Fixture {
  let localdb: Localdb | undefined
  let client: MongoClient | undefined
  beforeAll(async () => {
    localdb = await start({ memory: true })
    client = await MongoClient.connect(localdb.uri, options)
  })
  afterAll(async () => {
    await client?.close()
    await localdb?.stop()
  })
  return {
    get localdb() {
      return needed(localdb)
    },
    get client() {
      return needed(client)
    },
    get db() {
      return needed(client).db('shop')
    },
  }
}

function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the fixture is used before it is set up')
  return value
}
