import { MongoError } from '../bson/errors.ts'
import { decode } from '../bson/codec.ts'
import type { Engine } from '../engine.ts'
import {
  catalogKey,
  newIndex,
  uuidOf,
  type Collection,
  type Index,
  type IndexSpec,
} from '../storage/catalog.ts'
import { dropTable, keepTable } from '../storage/garbage.ts'
import { tableRange } from '../storage/keys.ts'
import { keyText } from '../storage/layer.ts'
import { addToIndex } from '../storage/records.ts'

const chunk = 5000

/**
 * Builds an index over existing documents piece by piece, while writers of the collection wait. Until it is complete
 * its entries count as dropped, so a failure or a kill leaves nothing but what the sweep removes.
 * @throws DuplicateKey 11000
 */
export async function buildIndex(
  engine: Engine,
  collection: Collection,
  spec: IndexSpec,
): Promise<Collection> {
  const index = newIndex(spec, engine.newTable())
  const finish = engine.startBuild(collection.ns, index.table)
  try {
    await addEntries(engine, collection, index)
    const next = { ...collection, indexes: [...collection.indexes, index] }
    publish(engine, next, index)
    return next
  } catch (error) {
    throw error instanceof MongoError && error.code === 11000 ? buildError(collection, error) : error
  } finally {
    finish()
  }
}

async function addEntries(engine: Engine, collection: Collection, index: Index): Promise<void> {
  let { low, high } = tableRange(collection.table)
  const first = engine.plainWrites()
  dropTable(first.layer, index.table)
  engine.commit(first)
  for (;;) {
    const entries = engine.live.scan({ low, high }, false, chunk)
    const writes = engine.plainWrites()
    for (const { value } of entries) addToIndex(writes, collection, index, decode(value))
    engine.commit(writes)
    const last = entries.at(-1)
    if (!last || entries.length < chunk) return
    low = Buffer.concat([last.key, Buffer.alloc(1)])
    await engine.store.durable()
  }
}

function publish(engine: Engine, collection: Collection, index: Index): void {
  const writes = engine.plainWrites()
  keepTable(writes.layer, index.table)
  engine.locks.release([keyText(catalogKey(collection.ns))])
  writes.putCollection(collection)
  engine.commit(writes)
}

function buildError(collection: Collection, error: MongoError): MongoError {
  const uuid = uuidOf(collection).toString('hex')
  return new MongoError(
    error.code,
    error.codeName,
    `Index build failed: ${uuid}: Collection ${collection.ns} ( ${uuid} ) :: caused by :: ${error.message}`,
    { extra: error.extra },
  )
}
