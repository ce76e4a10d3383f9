import { MongoServerError, type ClientSession } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { useMemory } from './support/memory.ts'

const fixture = useMemory({ maxPoolSize: 60 })

type Account = { _id: string; balance: number }

describe('writers at the same time', () => {
  it('lets exactly 100 of 200 conditional withdrawals of 1 from a balance of 100 win', async () => {
    const accounts = fixture.db.collection<Account>('withdrawals')
    await accounts.insertOne({ _id: 'a', balance: 100 })
    const results = await Promise.all(
      Array.from({ length: 200 }, () =>
        accounts.updateOne({ _id: 'a', balance: { $gte: 1 } }, { $inc: { balance: -1 } }),
      ),
    )
    expect(results.filter(({ modifiedCount }) => modifiedCount === 1)).toHaveLength(100)
    expect(await accounts.findOne({ _id: 'a' })).toEqual({ _id: 'a', balance: 0 })
  })

  it('loses nothing in 50 transfers between two documents', async () => {
    const accounts = fixture.db.collection<Account>('transfers')
    await accounts.insertMany([
      { _id: 'a', balance: 1000 },
      { _id: 'b', balance: 0 },
    ])
    const transfer = (amount: number): Promise<void> =>
      fixture.client.withSession((session) =>
        session.withTransaction(async () => {
          await accounts.updateOne({ _id: 'a' }, { $inc: { balance: -amount } }, { session })
          await accounts.updateOne({ _id: 'b' }, { $inc: { balance: amount } }, { session })
        }),
      )
    await Promise.all(Array.from({ length: 50 }, (_, index) => transfer(index + 1)))
    expect(await accounts.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'a', balance: 1000 - 1275 },
      { _id: 'b', balance: 1275 },
    ])
  })

  it('gives a unique key to one of many inserts', async () => {
    const people = fixture.db.collection('race')
    await people.createIndex({ phone: 1 }, { unique: true })
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, () => people.insertOne({ phone: '1' })),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await people.countDocuments()).toBe(1)
  })

  it('gives a unique key to one of two transactions', async () => {
    const people = fixture.db.collection('txnrace')
    await people.createIndex({ phone: 1 }, { unique: true })
    await inTwoTransactions(async (first, second) => {
      await people.insertOne({ phone: '1' }, { session: first })
      const conflict = await people
        .insertOne({ phone: '1' }, { session: second })
        .catch((error: unknown) => error)
      expect(conflict).toMatchObject({ code: 112 })
      expect((conflict as MongoServerError).hasErrorLabel('TransientTransactionError')).toBe(true)
      await first.commitTransaction()
    })
    expect(await people.countDocuments()).toBe(1)
  })

  it('makes a plain write wait for an open transaction and then proceed', async () => {
    const accounts = fixture.db.collection<Account>('waiting')
    await accounts.insertOne({ _id: 'a', balance: 1 })
    await fixture.client.withSession(async (session) => {
      session.startTransaction()
      await accounts.updateOne({ _id: 'a' }, { $inc: { balance: 10 } }, { session })
      let done = false
      const waiting = accounts.updateOne({ _id: 'a' }, { $inc: { balance: 100 } }).then(() => (done = true))
      await fixture.db.command({ ping: 1 })
      expect(done).toBe(false)
      await session.commitTransaction()
      await waiting
    })
    expect(await accounts.findOne({ _id: 'a' })).toEqual({ _id: 'a', balance: 111 })
  })

  it('ends a waiting write at its maxTimeMS with nothing written', async () => {
    const accounts = fixture.db.collection<Account>('timeout')
    await accounts.insertMany([
      { _id: 'a', balance: 1 },
      { _id: 'b', balance: 1 },
    ])
    await fixture.client.withSession(async (session) => {
      session.startTransaction()
      await accounts.updateOne({ _id: 'b' }, { $inc: { balance: 10 } }, { session })
      const waiting = accounts.updateMany({}, { $inc: { balance: 100 } }, { maxTimeMS: 200 })
      await expect(waiting).rejects.toMatchObject({ code: 50 })
      await session.abortTransaction()
    })
    expect(await accounts.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'a', balance: 1 },
      { _id: 'b', balance: 1 },
    ])
  })

  it('fails the second of two transactions that write the same document', async () => {
    const accounts = fixture.db.collection<Account>('conflict')
    await accounts.insertOne({ _id: 'a', balance: 1 })
    await inTwoTransactions(async (first, second) => {
      await accounts.updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session: first })
      await expect(
        accounts.updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session: second }),
      ).rejects.toMatchObject({ code: 112, codeName: 'WriteConflict' })
      await first.commitTransaction()
      await expect(accounts.findOne({ _id: 'a' }, { session: second })).rejects.toMatchObject({ code: 251 })
    })
    expect((await accounts.findOne({ _id: 'a' }))?.balance).toBe(2)
  })

  it('fails a transaction that writes what was committed after its snapshot', async () => {
    const accounts = fixture.db.collection<Account>('late')
    await accounts.insertMany([
      { _id: 'a', balance: 1 },
      { _id: 'b', balance: 1 },
    ])
    await fixture.client.withSession(async (session) => {
      session.startTransaction()
      await accounts.findOne({ _id: 'b' }, { session })
      await accounts.updateOne({ _id: 'a' }, { $inc: { balance: 1 } })
      await expect(
        accounts.updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session }),
      ).rejects.toMatchObject({ code: 112 })
    })
  })

  it('reads from one snapshot for the whole transaction', async () => {
    const accounts = fixture.db.collection<Account>('snapshot')
    await accounts.createIndex({ balance: 1 })
    await accounts.insertMany(Array.from({ length: 30 }, (_, index) => ({ _id: `${index}`, balance: index })))
    await fixture.client.withSession(async (session) => {
      session.startTransaction()
      expect(await accounts.findOne({ _id: '0' }, { session })).toEqual({ _id: '0', balance: 0 })
      await accounts.updateOne({ _id: '0' }, { $set: { balance: 100 } })
      await accounts.insertOne({ _id: 'new', balance: 5 })
      await accounts.deleteOne({ _id: '7' })
      expect(await accounts.findOne({ _id: '0' }, { session })).toEqual({ _id: '0', balance: 0 })
      expect(await accounts.find({ balance: { $gte: 0, $lt: 10 } }, { session }).toArray()).toHaveLength(10)
      await session.commitTransaction()
    })
    expect(await accounts.find({ balance: { $gte: 0, $lt: 10 } }).toArray()).toHaveLength(9)
  })

  it('shows nothing of an open transaction to others', async () => {
    const accounts = fixture.db.collection<Account>('dirty')
    await accounts.insertOne({ _id: 'a', balance: 1 })
    await fixture.client.withSession(async (session) => {
      session.startTransaction()
      await accounts.updateOne({ _id: 'a' }, { $set: { balance: 2 } }, { session })
      await accounts.insertOne({ _id: 'b', balance: 2 }, { session })
      expect(await accounts.find({}, { session }).toArray()).toHaveLength(2)
      expect(await accounts.find().toArray()).toEqual([{ _id: 'a', balance: 1 }])
      await session.abortTransaction()
    })
    expect(await accounts.find().toArray()).toEqual([{ _id: 'a', balance: 1 }])
  })

  it('aborts a transaction that stays open beyond its lifetime', async () => {
    const accounts = fixture.db.collection<Account>('reaped')
    const admin = fixture.client.db('admin')
    await accounts.insertOne({ _id: 'a', balance: 1 })
    await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 1 })
    try {
      await fixture.client.withSession(async (session) => {
        session.startTransaction()
        await accounts.updateOne({ _id: 'a' }, { $set: { balance: 2 } }, { session })
        await accounts.updateOne({ _id: 'a' }, { $inc: { balance: 10 } })
        await expect(session.commitTransaction()).rejects.toMatchObject({ code: 251 })
      })
    } finally {
      await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 60 })
    }
    expect((await accounts.findOne({ _id: 'a' }))?.balance).toBe(11)
  })

  it('answers a repeated commit the same', async () => {
    const accounts = fixture.db.collection<Account>('recommit')
    await accounts.insertOne({ _id: 'a', balance: 1 })
    await fixture.client.withSession(async (session) => {
      session.startTransaction()
      await accounts.updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session })
      await session.commitTransaction()
      await session.commitTransaction()
    })
    expect((await accounts.findOne({ _id: 'a' }))?.balance).toBe(2)
  })
})

async function inTwoTransactions(
  body: (first: ClientSession, second: ClientSession) => Promise<void>,
): Promise<void> {
  await fixture.client.withSession(async (first) => {
    await fixture.client.withSession(async (second) => {
      first.startTransaction()
      second.startTransaction()
      await body(first, second)
      if (second.inTransaction()) await second.abortTransaction().catch(() => undefined)
    })
  })
}
