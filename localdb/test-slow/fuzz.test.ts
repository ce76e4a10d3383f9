import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { Binary, Long, MongoClient, ObjectId, type Document } from 'mongodb'
import { expect, it } from 'vitest'
import { startProgram } from '../test/support/child.ts'
import { opMsg } from '../test/support/raw-client.ts'

const messages = 1_000_000
const perConnection = 250
const parallel = 40
const parts = 10
/** Whatever were kept of each message would soon end a process that may keep so little. */
const smallHeap = '--max-old-space-size=64'
const lastId = 0x7001
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
  {
    update: 'apart',
    updates: [{ q: { n: 1 }, u: { $set: { a: 1 } }, upsert: true }],
    txnNumber: Long.fromNumber(9),
    startTransaction: true,
    autocommit: false,
    lsid,
    $db: 'fuzz',
  },
  { commitTransaction: 1, txnNumber: Long.fromNumber(9), autocommit: false, lsid, $db: 'admin' },
  { getMore: Long.fromNumber(1), collection: 'items', $db: 'fuzz' },
  { collMod: 'items', index: { name: 'n_1', hidden: true }, $db: 'fuzz' },
].map((command: Document) => opMsg(command))

/** Mostly changed behind the frame, so that most messages reach the parser of BSON and the commands. */
function mutated(): Buffer {
  const message = Buffer.from(seeds[Math.floor(Math.random() * seeds.length)] as Buffer)
  const frame = Math.random() < 0.0005 ? 4 : 25
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

/** Writes a connection full of messages and counts answers until the last one or the end. */
function burst(port: number): Promise<number> {
  const last = opMsg({ ping: 1, $db: 'admin' })
  last.writeInt32LE(lastId, 4)
  return new Promise((resolve) => {
    let answers = 0
    let rest: Buffer = Buffer.alloc(0)
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(Buffer.concat([...Array.from({ length: perConnection }, mutated), last]))
    })
    socket.on('data', (chunk: Buffer) => {
      let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      while (bytes.length >= 16 && bytes.length >= bytes.readInt32LE(0)) {
        answers += 1
        if (bytes.readInt32LE(8) === lastId) socket.destroy()
        bytes = bytes.subarray(bytes.readInt32LE(0))
      }
      rest = bytes
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answers))
  })
}

/** A connection that speaks no protocol at all, or announces more than it sends, and goes away. */
function garbage(port: number): Promise<void> {
  const bytes = randomBytes(1 + Math.floor(Math.random() * 300))
  if (bytes.length >= 4 && Math.random() < 0.5) bytes.writeInt32LE(1000, 0)
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, () => socket.destroy()))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
  })
}

/** Drops what mutated inserts left in databases of all kinds of names. Returns the memory in use, in MB. */
async function tidy(client: MongoClient): Promise<number> {
  const { databases } = await client.db().admin().listDatabases()
  for (const { name } of databases) await client.db(name).dropDatabase()
  const status = await client.db('admin').command({ serverStatus: 1 })
  return Number(status['mem'].resident)
}

it(`survives ${messages} mutated messages without a crash, a hang or growing memory`, async () => {
  const child = await startProgram(['--memory', '--port', '0'], ['env', `NODE_OPTIONS=${smallHeap}`])
  const port = Number(/:(\d+)\//.exec(child.uri)?.[1])
  const client = await MongoClient.connect(child.uri)
  await client.db('admin').command({ setParameter: 1, transactionLifetimeLimitSeconds: 1 })
  const memory: number[] = []
  let answers = 0
  for (let part = 0; part < parts; part += 1) {
    for (let sent = 0; sent < messages / parts; sent += parallel * perConnection) {
      const counts = await Promise.all(Array.from({ length: parallel }, () => burst(port)))
      for (const count of counts) answers += count
      await garbage(port)
    }
    memory.push(await tidy(client))
  }
  expect(await client.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 })
  console.log(`fuzz: ${answers} answers to ${messages} messages, memory in MB: ${memory.join(' ')}`)
  expect(answers).toBeGreaterThan(messages / 2)
  const settled = Math.max(...memory.slice(0, parts / 2))
  expect(memory.at(-1)).toBeLessThan(settled + 80)
  await client.close()
  await child.kill('SIGTERM')
  expect(child.process.exitCode).toBe(0)
})
