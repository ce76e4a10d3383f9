import { deserialize, serialize } from 'bson'
import { describe, expect, it } from 'vitest'
import { useMemory } from './support/memory.ts'
import { opMsg, RawClient } from './support/raw-client.ts'

const fixture = useMemory()

const largestMessage = 48_000_000
const largestDocument = 16 * 1024 * 1024

/** An insert of three documents that is exactly so long as a whole message. */
function insertOf(size: number): Buffer {
  const message = (padding: number): Buffer => {
    const texts = [15_900_000, 15_900_000, padding].map((length) => 'x'.repeat(length))
    const documents = Buffer.concat(texts.map((text, _id) => serialize({ _id, text })))
    const name = Buffer.from('documents\0')
    const head = Buffer.from([1, 0, 0, 0, 0])
    head.writeInt32LE(4 + name.length + documents.length, 1)
    return opMsg({ insert: 'large', $db: 'shop' }, [head, name, documents])
  }
  return message(size - message(0).length)
}

describe('the limits of the protocol', () => {
  it('are 48,000,000 bytes for a message', async () => {
    const message = insertOf(largestMessage)
    expect(message).toHaveLength(largestMessage)
    const raw = await RawClient.connect(fixture.localdb.port)
    raw.socket.write(message)
    expect(await raw.read()).toMatchObject({ ok: 1, n: 3 })
    raw.socket.write(insertOf(largestMessage + 1))
    await expect(raw.read()).rejects.toThrow('the connection was closed')
    expect(await fixture.db.collection('large').countDocuments()).toBe(3)
  })

  it('are 16 MB for a document, also for one that grows by an update', async () => {
    const items = fixture.db.collection<{ _id: number; text: string; more?: string }>('grown')
    const overhead = serialize({ _id: 1, text: '' }).length
    const text = 'x'.repeat(largestDocument - overhead)
    await items.insertOne({ _id: 1, text })
    expect((await items.findOne({ _id: 1 }))?.text).toHaveLength(text.length)
    await expect(items.updateOne({ _id: 1 }, { $set: { more: 'y' } })).rejects.toMatchObject({ code: 10334 })
    expect(await items.findOne({ _id: 1 }, { projection: { more: 1 } })).toEqual({ _id: 1 })
  })

  it('are answered in batches when many large documents are asked for', async () => {
    const found = await fixture.db.collection('large').find().batchSize(100).toArray()
    expect(found.map((doc) => String(doc['text']).length > 0)).toEqual([true, true, true])
  })

  it('take 100 levels of documents and arrays in each other, in documents and in filters', async () => {
    const items = fixture.db.collection<{ _id: number; deep: unknown }>('deep')
    let deep: unknown = 1
    for (let level = 0; level < 49; level += 1) deep = { a: [deep] }
    await items.insertOne({ _id: 1, deep })
    expect(await items.findOne({ deep })).toEqual({ _id: 1, deep })
    expect(await items.countDocuments({ [`deep${'.a'.repeat(49)}`]: 1 })).toBe(1)
  })

  it('answer BSON that goes on for ever inside itself with an error', async () => {
    const levels = 5000
    const body = Buffer.alloc(levels * 8 + 1)
    for (let level = 0; level < levels; level += 1) {
      body.writeInt32LE(levels * 8 + 1 - level * 8, level * 8)
      body[level * 8 + 4] = 3
      body[level * 8 + 5] = 0x61
    }
    const raw = await RawClient.connect(fixture.localdb.port)
    const head = opMsg({ ping: 1, $db: 'admin' }).subarray(0, 21)
    const message = Buffer.concat([head, body])
    message.writeInt32LE(message.length, 0)
    raw.socket.write(message)
    const answer = await raw.read().catch((error: unknown) => error)
    if (!(answer instanceof Error)) expect(answer).toMatchObject({ ok: 0 })
    raw.close()
    expect(deserialize(serialize(await fixture.db.command({ ping: 1 })))).toMatchObject({ ok: 1 })
  })
})
