import { Binary, Long, MongoServerError } from 'mongodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RawClient } from './support/raw-client.ts'
import { useMemory } from './support/memory.ts'

const fixture = useMemory()

afterEach(async () => {
  await fixture.client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' })
})

function fail(times: number, data: Record<string, unknown>): Promise<unknown> {
  return fixture.client.db('admin').command({ configureFailPoint: 'failCommand', mode: { times }, data })
}

describe('retryable writes', () => {
  it('are retried by the driver after a closed connection and applied once', async () => {
    const accounts = fixture.db.collection<{ _id: string; n: number }>('closed')
    await accounts.insertOne({ _id: 'a', n: 0 })
    await fail(1, { failCommands: ['update'], closeConnection: true })
    await accounts.updateOne({ _id: 'a' }, { $inc: { n: 1 } })
    expect((await accounts.findOne({ _id: 'a' }))?.n).toBe(1)
  })

  it('are retried by the driver after a retryable error', async () => {
    const accounts = fixture.db.collection('labelled')
    await fail(1, { failCommands: ['insert'], errorCode: 91 })
    await accounts.insertOne({ n: 1 })
    expect(await accounts.countDocuments()).toBe(1)
  })

  it('carry the RetryableWriteError label when they fail for good', async () => {
    await fail(2, { failCommands: ['insert'], errorCode: 91 })
    const error: unknown = await fixture.db
      .collection('twice')
      .insertOne({ n: 1 })
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(MongoServerError)
    expect((error as MongoServerError).hasErrorLabel('RetryableWriteError')).toBe(true)
  })

  it('report a write concern error with the write done', async () => {
    const items = fixture.db.collection('concern')
    await fail(1, { failCommands: ['insert'], writeConcernError: { code: 64, errmsg: 'too slow' } })
    await expect(items.insertOne({ n: 1 })).rejects.toMatchObject({ code: 64 })
    expect(await items.countDocuments()).toBe(1)
  })
})

describe('the same transaction number again', () => {
  const lsid = { id: new Binary(Buffer.alloc(16, 9), 4) }
  let raw: RawClient
  let number = 0

  beforeEach(async () => {
    raw = await RawClient.connect(fixture.localdb.port)
    number += 1
  })

  afterEach(() => raw.close())

  function send(command: Record<string, unknown>, txnNumber = number): Promise<Record<string, unknown>> {
    return raw.send({ ...command, lsid, txnNumber: Long.fromNumber(txnNumber), $db: 'shop' })
  }

  it('answers an insert the same and stores the documents once', async () => {
    const command = { insert: 'again', documents: [{ _id: 1 }, { _id: 2 }] }
    expect(await send(command)).toMatchObject({ n: 2, ok: 1 })
    const second = await send(command)
    expect(second).toMatchObject({ n: 2, ok: 1 })
    expect(second).not.toHaveProperty('writeErrors')
    expect(await fixture.db.collection('again').countDocuments()).toBe(2)
  })

  it('answers findAndModify with the document of the first time', async () => {
    await fixture.db.collection<{ _id: string }>('again').insertOne({ _id: 'fam' })
    const command = { findAndModify: 'again', query: { _id: 'fam' }, update: { $inc: { n: 1 } }, new: true }
    const first = await send(command)
    const second = await send(command)
    expect(first['value']).toEqual({ _id: 'fam', n: 1 })
    expect(second['value']).toEqual(first['value'])
    expect(second['lastErrorObject']).toEqual(first['lastErrorObject'])
  })

  it('deletes one document only', async () => {
    await fixture.db.collection('once').insertMany([{ k: 1 }, { k: 1 }])
    const command = { delete: 'once', deletes: [{ q: { k: 1 }, limit: 1 }] }
    expect(await send(command)).toMatchObject({ n: 1 })
    expect(await send(command)).toMatchObject({ n: 1 })
    expect(await fixture.db.collection('once').countDocuments()).toBe(1)
  })

  it('is refused when it is older than the newest', async () => {
    await send({ insert: 'old', documents: [{ _id: 1 }] })
    expect(await send({ insert: 'old', documents: [{ _id: 2 }] }, number - 1)).toMatchObject({
      ok: 0,
      code: 225,
    })
  })

  it('is refused for a multi-document update', async () => {
    const reply = await send({ update: 'old', updates: [{ q: {}, u: { $set: { a: 1 } }, multi: true }] })
    expect(reply['writeErrors']).toMatchObject([{ code: 72 }])
  })
})
