import { Binary, Long, ObjectId } from 'bson'
import { MongoClient } from 'mongodb'
import { expect, it } from 'vitest'
import { start } from '../src/index.ts'
import { opMsg, RawClient } from '../test/support/raw-client.ts'

const messages = 1_000_000
const perConnection = 500
const lsid = { id: new Binary(Buffer.alloc(16, 1), 4) }

const seeds = [
  { hello: 1, client: { application: { name: 'fuzz' } }, $db: 'admin' },
  {
    insert: 'items',
    documents: [{ _id: new ObjectId(), n: 1, tags: ['a', 'b'], at: new Date() }],
    lsid,
    $db: 'fuzz',
  },
  {
    insert: 'items',
    documents: [{ n: Long.fromNumber(5) }],
    txnNumber: Long.fromNumber(3),
    lsid,
    $db: 'fuzz',
  },
  {
    find: 'items',
    filter: { n: { $gt: 1, $in: [2, 3] }, $or: [{ tags: 'a' }, { at: { $lt: new Date() } }] },
    $db: 'fuzz',
  },
  {
    find: 'items',
    filter: { s: { $regex: '^a', $options: 'i' } },
    sort: { n: -1 },
    projection: { n: 1 },
    limit: 5,
    $db: 'fuzz',
  },
  {
    update: 'items',
    updates: [{ q: { n: 1 }, u: { $inc: { n: 1 }, $push: { tags: { $each: [1], $slice: -3 } } } }],
    $db: 'fuzz',
  },
  {
    update: 'items',
    updates: [{ q: { 'tags.0': 'a' }, u: { $set: { 'tags.$[x]': 'c' } }, arrayFilters: [{ x: 'a' }] }],
    $db: 'fuzz',
  },
  { delete: 'items', deletes: [{ q: { n: { $exists: true } }, limit: 1 }], $db: 'fuzz' },
  {
    findAndModify: 'items',
    query: { n: 2 },
    update: [{ $set: { n: { $add: ['$n', 1] } } }],
    new: true,
    $db: 'fuzz',
  },
  {
    aggregate: 'items',
    pipeline: [{ $match: { n: 1 } }, { $group: { _id: '$n', c: { $sum: 1 } } }, { $sort: { c: 1 } }],
    cursor: {},
    $db: 'fuzz',
  },
  { createIndexes: 'items', indexes: [{ key: { n: 1 }, name: 'n_1' }], $db: 'fuzz' },
  { count: 'items', query: { n: 1 }, $db: 'fuzz' },
  { distinct: 'items', key: 'tags', $db: 'fuzz' },
  { listCollections: 1, cursor: {}, $db: 'fuzz' },
].map((command) => opMsg(command))

/** Mostly changed behind the frame, so that most messages reach the parser of BSON and the commands. */
function mutated(): Buffer {
  const message = Buffer.from(seeds[Math.floor(Math.random() * seeds.length)] as Buffer)
  const frame = Math.random() < 0.001 ? 4 : 25
  const changes = 1 + Math.floor(Math.random() * 4)
  for (let i = 0; i < changes; i += 1) {
    const at = frame + Math.floor(Math.random() * (message.length - frame))
    message[at] =
      Math.random() < 0.5
        ? Math.floor(Math.random() * 256)
        : (message[at] as number) ^ (1 << Math.floor(Math.random() * 8))
  }
  return message
}

/** Writes a connection full of messages and reads answers until the last one or the end. Returns their number. */
async function burst(port: number): Promise<number> {
  const raw = await RawClient.connect(port)
  const last = opMsg({ buildInfo: 1, $db: 'admin' })
  raw.socket.write(Buffer.concat([...Array.from({ length: perConnection }, mutated), last]))
  let answers = 0
  try {
    for (;;) {
      const reply = await raw.read()
      answers += 1
      if ('gitVersion' in reply) break
    }
  } catch {
    // The server may close a connection whose frames make no sense.
  }
  raw.close()
  return answers
}

it(`survives ${messages} mutated messages without a crash, a hang or growing memory`, async () => {
  const localdb = await start({ memory: true })
  const client = await MongoClient.connect(localdb.uri)
  let settled = 0
  let answers = 0
  for (let sent = 0; sent < messages; sent += 4 * perConnection) {
    for (const count of await Promise.all(Array.from({ length: 4 }, () => burst(localdb.port))))
      answers += count
    if (sent === 100_000) settled = process.memoryUsage().rss
    if (sent % 100_000 === 0) await client.db('fuzz').dropDatabase()
  }
  expect(await client.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 })
  expect(answers).toBeGreaterThan(messages / 2)
  expect(process.memoryUsage().rss - settled).toBeLessThan(200 * 1024 * 1024)
  await client.close()
  await localdb.stop()
})
