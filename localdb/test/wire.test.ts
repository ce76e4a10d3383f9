import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { serialize } from 'bson'
import { MongoClient } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { start } from '../src/index.ts'
import { newFolder } from './support/child.ts'
import { useMemory } from './support/memory.ts'
import { opMsg, RawClient } from './support/raw-client.ts'

const fixture = useMemory()

describe('the wire protocol', () => {
  it('answers the first hello in the old opcode', async () => {
    const raw = await RawClient.connect(fixture.localdb.port)
    const name = Buffer.from('admin.$cmd\0')
    const document = serialize({ ismaster: 1, helloOk: true })
    const message = Buffer.alloc(16 + 4 + name.length + 8)
    message.writeInt32LE(message.length + document.length, 0)
    message.writeInt32LE(2004, 12)
    name.copy(message, 20)
    message.writeInt32LE(-1, message.length - 4)
    raw.socket.write(Buffer.concat([message, document]))
    expect(await raw.read()).toMatchObject({ ismaster: true, setName: 'rs0', maxWireVersion: 21 })
    raw.close()
  })

  it('gives the cluster time and operation time with every answer', async () => {
    const raw = await RawClient.connect(fixture.localdb.port)
    const reply = await raw.send({ ping: 1, $db: 'admin' })
    expect(reply['ok']).toBe(1)
    expect(Object.keys(reply)).toEqual(['ok', '$clusterTime', 'operationTime'])
    raw.close()
  })

  it('takes documents from a sequence section', async () => {
    const raw = await RawClient.connect(fixture.localdb.port)
    const documents = Buffer.concat([serialize({ _id: 1 }), serialize({ _id: 2 })])
    const name = Buffer.from('documents\0')
    const section = Buffer.alloc(5)
    section[0] = 1
    section.writeInt32LE(4 + name.length + documents.length, 1)
    raw.socket.write(opMsg({ insert: 'sequence', $db: 'shop' }, [section, name, documents]))
    expect(await raw.read()).toMatchObject({ n: 2, ok: 1 })
    raw.close()
  })

  it('does not answer a write that wants no answer, but does it', async () => {
    const items = fixture.db.collection('silent')
    await items.insertOne({ n: 1 }, { writeConcern: { w: 0 } })
    await expect.poll(() => items.countDocuments(), { timeout: 20_000 }).toBe(1)
  })

  it('answers pipelined requests in their order', async () => {
    const raw = await RawClient.connect(fixture.localdb.port)
    raw.socket.write(
      Buffer.concat([
        opMsg({ insert: 'order', documents: [{ _id: 1 }], $db: 'shop' }),
        opMsg({ find: 'order', filter: {}, $db: 'shop' }),
      ]),
    )
    expect(await raw.read()).toMatchObject({ n: 1 })
    expect(await raw.read()).toMatchObject({ cursor: { firstBatch: [{ _id: 1 }] } })
    raw.close()
  })

  it('survives garbage, cut and oversized messages', async () => {
    const huge = Buffer.alloc(16)
    huge.writeInt32LE(100_000_000, 0)
    const badBson = opMsg({ ping: 1, text: 'abcdefgh', $db: 'admin' })
    badBson.writeInt32LE(2_000_000, badBson.indexOf('text') + 5)
    const wrongOpcode = opMsg({ ping: 1, $db: 'admin' })
    wrongOpcode.writeInt32LE(4711, 12)
    const unknownSection = opMsg({ ping: 1, $db: 'admin' })
    unknownSection[20] = 7
    const attempts = [randomBytes(500), huge, badBson, wrongOpcode, unknownSection, Buffer.alloc(64)]
    for (const bytes of attempts) {
      const raw = await RawClient.connect(fixture.localdb.port)
      raw.socket.end(bytes)
      const outcome = await raw.read().catch((error: unknown) => error)
      if (!(outcome instanceof Error)) expect(outcome).toMatchObject({ ok: 0 })
      raw.close()
    }
    expect(await fixture.db.command({ ping: 1 })).toMatchObject({ ok: 1 })
  })

  it('refuses documents beyond 16 MB and nesting beyond 200 levels', async () => {
    const items = fixture.db.collection('limits')
    const almost = 'x'.repeat(16 * 1024 * 1024 - 100)
    await items.insertOne({ _id: 1 as never, almost })
    expect((await items.findOne({ _id: 1 as never }))?.['almost']).toHaveLength(almost.length)
    const reply = await fixture.db
      .command({ insert: 'limits', documents: [{ almost: `${almost}${'x'.repeat(200)}` }] })
      .catch((error: unknown) => error)
    expect(reply).toMatchObject({ writeErrors: [{ code: 10334 }] })
    let deep: Record<string, unknown> = {}
    for (let level = 0; level < 100; level += 1) deep = { deep }
    await items.insertOne({ _id: 2 as never, deep })
    for (let level = 0; level < 150; level += 1) deep = { deep }
    await expect(items.insertOne({ deep })).rejects.toMatchObject({ code: 15 })
  })

  it('is spoken over a Unix socket too', async () => {
    const localdb = await start({ memory: true, socket: join(newFolder(), 'db.sock') })
    const client = await MongoClient.connect(localdb.uri)
    await client.db('shop').collection('items').insertOne({ n: 1 })
    expect(await client.db('shop').collection('items').countDocuments()).toBe(1)
    await client.close()
    await localdb.stop()
  })
})

describe('cursors', () => {
  it('give all documents in batches, and end when they are killed', async () => {
    const items = fixture.db.collection<{ _id: number }>('batches')
    await items.insertMany(Array.from({ length: 1000 }, (_, _id) => ({ _id })))
    const seen = await items.find().batchSize(7).toArray()
    expect(seen.map(({ _id }) => _id)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
    expect(await items.find().sort({ _id: -1 }).skip(10).limit(20).batchSize(3).toArray()).toHaveLength(20)
    const opened = await fixture.db.command({ find: 'batches', batchSize: 2 })
    await fixture.db.command({ killCursors: 'batches', cursors: [opened['cursor'].id] })
    await expect(
      fixture.db.command({ getMore: opened['cursor'].id, collection: 'batches' }),
    ).rejects.toMatchObject({ code: 43 })
  })

  it('go on while others write', async () => {
    const items = fixture.db.collection<{ _id: number }>('moving')
    await items.insertMany(Array.from({ length: 300 }, (_, _id) => ({ _id })))
    const cursor = items.find().batchSize(50)
    const seen: number[] = []
    for await (const { _id } of cursor) {
      seen.push(_id)
      if (_id % 2 === 0) await items.deleteOne({ _id: _id + 150 })
    }
    expect(seen.slice(0, 150)).toEqual(Array.from({ length: 150 }, (_, i) => i))
    expect(new Set(seen).size).toBe(seen.length)
  })
})
