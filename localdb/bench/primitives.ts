import { open, type RootDatabase } from 'lmdb'
import { below, medianMs, onceMs, perSecond } from './measure.ts'

/** What lmdb alone does for each measured thing; times in ms, rates a second. */
export type Primitives = {
  gets: number
  puts: number
  getAndPuts: number
  doublePuts: number
  bulkMs: number
  rangeMs: number
  scanMs: number
  lookupsMs: number
}

const value = Buffer.alloc(150, 7)
const many = 100_000
const batchSize = 1000

type Data = RootDatabase<Buffer, Buffer>

function key(table: number, number: number): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.writeUInt32BE(table)
  bytes.writeUInt32BE(number, 12)
  return bytes
}

/** Measures lmdb on a folder of the same disk with the same options as the engine's store. */
export async function measurePrimitives(dir: string): Promise<Primitives> {
  const database: Data = open<Buffer, Buffer>({
    path: dir,
    encoding: 'binary',
    keyEncoding: 'binary',
    cache: false,
    overlappingSync: false,
    mapSize: 16 * 1024 ** 3,
  })
  const bulkMs = await onceMs(() => fill(database))
  let next = many
  const result: Primitives = {
    bulkMs,
    gets: await perSecond(async () => database.getBinary(key(1, below(many))), 50, 2000),
    puts: await perSecond(() => database.put(key(9, (next += 1)), value)),
    getAndPuts: await perSecond(() => {
      const at = key(1, below(many))
      database.getBinary(at)
      return database.put(at, value)
    }),
    doublePuts: await perSecond(() =>
      database.batch(() => {
        void database.put(key(1, below(many)), value)
        void database.put(key(1, below(many)), value)
      }),
    ),
    rangeMs: await medianMs(() => fetchByIndex(database, below(many - 100), 50)),
    scanMs: await medianMs(() => count(database.getRange({ start: key(1, 0), end: key(2, 0) })), 5),
    lookupsMs: await medianMs(() => {
      for (let i = 0; i < 1000; i += 1) fetchByIndex(database, below(many), 1)
    }, 5),
  }
  await database.close()
  return result
}

/** A document and two index entries for each number, a thousand to a commit. */
async function fill(database: Data): Promise<void> {
  for (let from = 0; from < many; from += batchSize) {
    await database.batch(() => {
      for (let i = from; i < from + batchSize; i += 1) {
        void database.put(key(1, i), value)
        void database.put(key(2, i), key(1, i))
        void database.put(key(3, (i * 7919) % many), key(1, i))
      }
    })
  }
}

function fetchByIndex(database: Data, from: number, limit: number): void {
  for (const entry of database.getRange({ start: key(2, from), limit })) database.getBinary(entry.value)
}

function count(entries: Iterable<unknown>): number {
  let total = 0
  for (const entry of entries) if (entry) total += 1
  return total
}
