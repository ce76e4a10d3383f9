import { Binary, Long, type Document } from 'bson'
import { MongoClient, type ClientSession } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { newFolder, startChild } from './support/child.ts'
import { useMemory } from './support/memory.ts'
import { RawClient } from './support/raw-client.ts'

const fixture = useMemory({ maxPoolSize: 10 })

type Person = { _id: string; phone: string; onCall?: boolean }

async function inTransaction(body: (session: ClientSession) => Promise<void>): Promise<void> {
  await fixture.client.withSession(async (session) => {
    session.startTransaction()
    await body(session)
  })
}

describe('a transaction', () => {
  it('reads its own writes, and leaves nothing when it is aborted', async () => {
    const people = fixture.db.collection<Person>('own')
    await people.createIndex({ phone: 1 })
    await people.insertOne({ _id: 'a', phone: '1' })
    await inTransaction(async (session) => {
      await people.insertOne({ _id: 'b', phone: '2' }, { session })
      await people.updateOne({ _id: 'a' }, { $set: { phone: '3' } }, { session })
      const seen = await people.find({ phone: { $gte: '0' } }, { session, sort: { phone: 1 } }).toArray()
      expect(seen.map(({ _id }) => _id)).toEqual(['b', 'a'])
      await people.deleteOne({ _id: 'b' }, { session })
      expect(await people.countDocuments({}, { session })).toBe(1)
      await session.abortTransaction()
    })
    expect(await people.find().toArray()).toEqual([{ _id: 'a', phone: '1' }])
  })

  it('may pass another one that read what it writes (write skew, as in MongoDB)', async () => {
    const people = fixture.db.collection<Person>('skew')
    await people.insertMany([
      { _id: 'a', phone: '1', onCall: true },
      { _id: 'b', phone: '2', onCall: true },
    ])
    await inTransaction(async (first) => {
      await inTransaction(async (second) => {
        for (const [session, _id] of [
          [first, 'a'],
          [second, 'b'],
        ] as const) {
          expect(await people.countDocuments({ onCall: true }, { session })).toBe(2)
          await people.updateOne({ _id }, { $set: { onCall: false } }, { session })
        }
        await first.commitTransaction()
        await second.commitTransaction()
      })
    })
    expect(await people.countDocuments({ onCall: true })).toBe(0)
  })

  it('makes a plain insert of its unique key wait, and fail when it commits', async () => {
    const people = fixture.db.collection<Person>('taken')
    await people.createIndex({ phone: 1 }, { unique: true })
    await inTransaction(async (session) => {
      await people.insertOne({ _id: 'a', phone: '1' }, { session })
      const waiting = people.insertOne({ _id: 'b', phone: '1' }).catch((error: unknown) => error)
      await fixture.db.command({ ping: 1 })
      await session.commitTransaction()
      expect(await waiting).toMatchObject({ code: 11000 })
    })
    expect(await people.find().toArray()).toEqual([{ _id: 'a', phone: '1' }])
  })

  it('makes a plain insert of its unique key wait, and succeed when it aborts', async () => {
    const people = fixture.db.collection<Person>('freed')
    await people.createIndex({ phone: 1 }, { unique: true })
    await inTransaction(async (session) => {
      await people.insertOne({ _id: 'a', phone: '1' }, { session })
      const waiting = people.insertOne({ _id: 'b', phone: '1' })
      await fixture.db.command({ ping: 1 })
      await session.abortTransaction()
      await waiting
    })
    expect(await people.find().toArray()).toEqual([{ _id: 'b', phone: '1' }])
  })

  it('may take a unique key that it freed itself, and nobody else may before it ends', async () => {
    const people = fixture.db.collection<Person>('moved')
    await people.createIndex({ phone: 1 }, { unique: true })
    await people.insertOne({ _id: 'a', phone: '1' })
    await inTransaction(async (session) => {
      await people.updateOne({ _id: 'a' }, { $set: { phone: '2' } }, { session })
      const blocked = people.insertOne({ _id: 'x', phone: '1' }, { maxTimeMS: 100 })
      await expect(blocked).rejects.toMatchObject({ code: 50 })
      await people.insertOne({ _id: 'b', phone: '1' }, { session })
      await session.commitTransaction()
    })
    expect(await people.find({}, { sort: { _id: 1 } }).toArray()).toEqual([
      { _id: 'a', phone: '2' },
      { _id: 'b', phone: '1' },
    ])
  })

  it('is refused as something to try again while 2000 others are open, and plain work goes on', async () => {
    const raw = await RawClient.connect(fixture.localdb.port)
    const begin = (number: number): Promise<Document> => {
      const id = Buffer.alloc(16, 77)
      id.writeInt32LE(number)
      return raw.send({
        find: 'crowd',
        lsid: { id: new Binary(id, 4) },
        txnNumber: Long.fromNumber(1),
        startTransaction: true,
        autocommit: false,
        $db: 'shop',
      })
    }
    for (let number = 0; number < 2000; number += 1) {
      expect(await begin(number)).toMatchObject({ ok: 1 })
      await raw.send({ insert: 'crowd', documents: [{ _id: number }], $db: 'shop' })
    }
    expect(await begin(2000)).toMatchObject({ code: 24, errorLabels: ['TransientTransactionError'] })
    expect(await fixture.db.collection('crowd').countDocuments()).toBe(2000)
    await raw.send({ killAllSessions: [], $db: 'admin' })
    expect(await begin(2001)).toMatchObject({ ok: 1 })
    await raw.send({ killAllSessions: [], $db: 'admin' })
    raw.close()
  })

  it('is reaped 60 seconds after its start unless told otherwise', async () => {
    const reply = await fixture.client
      .db('admin')
      .command({ getParameter: 1, transactionLifetimeLimitSeconds: 1 })
    expect(reply['transactionLifetimeLimitSeconds']).toBe(60)
  })
})

describe('a commit that is repeated after the engine was killed', () => {
  const lsid = { id: new Binary(Buffer.alloc(16, 3), 4) }
  const part = (txnNumber: number): Document => ({
    lsid,
    txnNumber: Long.fromNumber(txnNumber),
    autocommit: false,
  })

  function portOf(uri: string): number {
    return Number(/:(\d+)\//.exec(uri)?.[1])
  }

  async function insertIn(raw: RawClient, txnNumber: number): Promise<Document> {
    const insert = { insert: 'items', documents: [{ _id: txnNumber }], startTransaction: true, $db: 'shop' }
    return raw.send({ ...insert, ...part(txnNumber) })
  }

  async function commit(raw: RawClient, txnNumber: number): Promise<Document> {
    return raw.send({ commitTransaction: 1, ...part(txnNumber), $db: 'admin' })
  }

  async function storedIds(uri: string): Promise<unknown[]> {
    const client = await MongoClient.connect(uri)
    const ids = await client.db('shop').collection('items').distinct('_id')
    await client.close()
    return ids
  }

  it('is answered the same when it was stored, and as unknown with nothing stored when it was not', async () => {
    const dir = newFolder()
    const first = await startChild(dir)
    const before = await RawClient.connect(portOf(first.uri))
    expect(await insertIn(before, 1)).toMatchObject({ ok: 1, n: 1 })
    expect(await commit(before, 1)).toMatchObject({ ok: 1 })
    await first.kill('SIGKILL')
    const second = await startChild(dir)
    const between = await RawClient.connect(portOf(second.uri))
    expect(await commit(between, 1)).toMatchObject({ ok: 1 })
    expect(await insertIn(between, 2)).toMatchObject({ ok: 1, n: 1 })
    await second.kill('SIGKILL')
    const third = await startChild(dir)
    const after = await RawClient.connect(portOf(third.uri))
    expect(await commit(after, 2)).toMatchObject({
      ok: 0,
      code: 251,
      errorLabels: ['TransientTransactionError'],
    })
    expect(await storedIds(third.uri)).toEqual([1])
    after.close()
    await third.kill('SIGTERM')
  })
})
