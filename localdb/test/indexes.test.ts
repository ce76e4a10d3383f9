import { describe, expect, it } from 'vitest'
import { Decimal128, Double, Long, type Collection, type Document } from 'mongodb'
import { useMemory } from './support/memory.ts'

const fixture = useMemory()

async function planOf(items: Collection, filter: Document, sort: Document = {}): Promise<string> {
  const { queryPlanner } = await items
    .find(filter)
    .sort(sort as Record<string, 1 | -1>)
    .explain()
  const plan = queryPlanner.winningPlan
  return plan.inputStage ? `${plan.inputStage.stage} ${plan.inputStage.indexName}` : plan.stage
}

describe('indexes', () => {
  it('serve equality, ranges, lists and sorts, and give what a scan gives', async () => {
    const items = fixture.db.collection('plans')
    await items.createIndex({ a: 1, b: -1 })
    await items.insertMany(
      Array.from({ length: 300 }, (_, i) => ({ _id: i as never, a: i % 10, b: i, c: i % 3 })),
    )
    expect(await planOf(items, { a: 3 })).toBe('IXSCAN a_1_b_-1')
    expect(await planOf(items, { a: 3, b: { $gt: 10 } }, { b: -1 })).toBe('IXSCAN a_1_b_-1')
    expect(await planOf(items, { c: 1 })).toBe('COLLSCAN')
    expect(await planOf(items, { $or: [{ a: 3 }, { _id: 5 }] })).toBe('OR')
    expect(await planOf(items, { $or: [{ a: 3 }, { c: 1 }] })).toBe('COLLSCAN')
    expect(await planOf(items, { _id: 1 })).toBe('IDHACK')
    const sorts: Record<string, 1 | -1>[] = [{ a: 1, b: -1 }, { a: -1, b: 1 }, { b: 1 }, { a: 1, b: 1 }]
    for (const filter of [
      { a: 3 },
      { a: { $in: [1, 5, 9] }, b: { $lt: 100 } },
      { a: { $gte: 4, $lt: 6 } },
      { a: 3, b: { $gt: 50, $lte: 203 } },
      { a: { $gt: 8 }, c: 1 },
      { $or: [{ a: 3 }, { a: 4, b: { $lt: 200 } }, { _id: 3 as never }], c: { $in: [0, 2] } },
    ]) {
      for (const sort of sorts) {
        const byIndex = await items.find(filter).sort(sort).toArray()
        const byScan = await items.find(filter).sort(sort).hint({ $natural: 1 }).toArray()
        expect(byIndex).toEqual(byScan)
        expect(byIndex.length).toBeGreaterThan(0)
      }
    }
  })

  it('find a document by each element of its array, once', async () => {
    const items = fixture.db.collection<{ n: number; tags?: string[] }>('multikey')
    await items.createIndex({ tags: 1 })
    await items.insertMany([{ n: 1, tags: ['a', 'b', 'c'] }, { n: 2, tags: ['b'] }, { n: 3 }])
    const numbers = async (filter: Document): Promise<number[]> =>
      (await items.find(filter).toArray()).map(({ n }) => n).sort()
    expect(await planOf(items as never, { tags: 'b' })).toBe('IXSCAN tags_1')
    expect(await numbers({ tags: 'b' })).toEqual([1, 2])
    expect(await numbers({ tags: { $gte: 'a' } })).toEqual([1, 2])
    expect(await numbers({ tags: null })).toEqual([3])
    expect(await numbers({ tags: { $gt: 'b', $lt: 'b' } })).toEqual([1])
    await items.updateOne({ n: 1 }, { $pull: { tags: 'b' } })
    expect(await numbers({ tags: 'b' })).toEqual([2])
  })

  it('keep a partial unique index to the documents of its filter', async () => {
    const items = fixture.db.collection('partial')
    await items.createIndex({ code: 1 }, { unique: true, partialFilterExpression: { state: 'open' } })
    await items.insertMany([
      { code: 'x', state: 'closed' },
      { code: 'x', state: 'closed' },
      { code: 'x', state: 'open' },
    ])
    await expect(items.insertOne({ code: 'x', state: 'open' })).rejects.toMatchObject({ code: 11000 })
    await expect(items.updateOne({ state: 'closed' }, { $set: { state: 'open' } })).rejects.toMatchObject({
      code: 11000,
      keyValue: { code: 'x' },
    })
    await items.updateOne({ state: 'open' }, { $set: { state: 'done' } })
    await items.updateOne({ state: 'closed' }, { $set: { state: 'open' } })
    expect(await planOf(items, { code: 'x' })).toBe('COLLSCAN')
    expect(await planOf(items, { code: 'x', state: 'open' })).toBe('IXSCAN code_1')
    expect(await items.find({ code: 'x' }).toArray()).toHaveLength(3)
  })

  it('keep a sparse unique index to the documents that have the field', async () => {
    const items = fixture.db.collection('sparse')
    await items.createIndex({ code: 1 }, { unique: true, sparse: true })
    await items.insertMany([{ n: 1 }, { n: 2 }, { code: 'x' }])
    await expect(items.insertOne({ code: 'x' })).rejects.toMatchObject({ code: 11000 })
    expect(await items.find({ code: null }).toArray()).toHaveLength(2)
    expect(await items.find().sort({ code: 1 }).toArray()).toHaveLength(3)
  })

  it('are built over existing documents, and refused when those break uniqueness', async () => {
    const items = fixture.db.collection('late')
    await items.insertMany([{ k: 1 }, { k: 2 }, { k: 2 }])
    await expect(items.createIndex({ k: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 })
    expect(await items.indexes()).toHaveLength(1)
    await items.deleteOne({ k: 2 })
    await items.createIndex({ k: 1 }, { unique: true })
    expect(await items.createIndex({ k: 1 }, { unique: true })).toBe('k_1')
    await expect(items.createIndex({ k: 1 })).rejects.toMatchObject({ code: 85 })
    expect(await planOf(items, { k: 2 })).toBe('IXSCAN k_1')
    await items.dropIndex('k_1')
    expect(await items.indexes()).toHaveLength(1)
    await items.insertOne({ k: 2 })
  })

  it('compare numbers by value whatever their type', async () => {
    const items = fixture.db.collection('numbers')
    await items.createIndex({ n: 1 }, { unique: true })
    await items.insertOne({ n: 1 })
    for (const same of [Long.fromNumber(1), new Double(1), Decimal128.fromString('1.00')]) {
      await expect(items.insertOne({ n: same })).rejects.toMatchObject({ code: 11000 })
    }
    await items.insertMany([
      { n: Long.fromString('9007199254740993') },
      { n: Long.fromString('9007199254740992') },
    ])
    expect(await items.countDocuments({ n: Long.fromString('9007199254740993') })).toBe(1)
  })

  it('hold keys longer than the storage can take, exactly', async () => {
    const items = fixture.db.collection('long')
    await items.createIndex({ text: 1 }, { unique: true })
    const long = 'x'.repeat(5000)
    await items.insertMany([{ text: `${long}b` }, { text: `${long}a` }, { text: 'short' }])
    await expect(items.insertOne({ text: `${long}a` })).rejects.toMatchObject({ code: 11000 })
    expect(await items.countDocuments({ text: `${long}a` })).toBe(1)
    const sorted = await items.find().sort({ text: 1 }).toArray()
    expect(sorted.map(({ text }) => (text as string).slice(-1))).toEqual(['t', 'a', 'b'])
    expect(await items.countDocuments({ text: { $gt: `${long}a` } })).toBe(1)
    const ids = fixture.db.collection<{ _id: string }>('longids')
    await ids.insertMany([{ _id: `${long}b` }, { _id: `${long}a` }])
    expect(await ids.findOne({ _id: `${long}b` })).toEqual({ _id: `${long}b` })
    await expect(ids.insertOne({ _id: `${long}b` })).rejects.toMatchObject({ code: 11000 })
    expect((await ids.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id.at(-1))).toEqual(['a', 'b'])
  })

  it('delete documents whose time has come', async () => {
    const items = fixture.db.collection('ttl')
    await fixture.client.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 1 })
    await items.createIndex({ at: 1 }, { expireAfterSeconds: 60 })
    await items.insertMany([
      { n: 1, at: new Date(Date.now() - 120_000) },
      { n: 2, at: new Date() },
      { n: 3, at: 'no date' },
      { n: 4 },
    ])
    await expect.poll(() => items.countDocuments(), { timeout: 20_000 }).toBe(3)
    expect((await items.find().sort({ n: 1 }).toArray()).map(({ n }) => n as number)).toEqual([2, 3, 4])
  })
})

describe('an index built over many documents', () => {
  it('is complete although others write meanwhile', async () => {
    const items = fixture.db.collection<{ _id: number; k: number }>('big')
    await items.insertMany(Array.from({ length: 20_000 }, (_, _id) => ({ _id, k: _id % 100 })))
    const building = items.createIndex({ k: 1 })
    const writes = Array.from({ length: 50 }, (_, i) =>
      Promise.all([
        items.insertOne({ _id: 20_000 + i, k: 7 }),
        items.updateOne({ _id: i * 100 + 3 }, { $set: { k: 7 } }),
        items.deleteOne({ _id: 10_000 + i * 100 + 7 }),
      ]),
    )
    await Promise.all([building, ...writes])
    expect(await planOf(items as never, { k: 7 })).toBe('IXSCAN k_1')
    expect(await items.countDocuments({ k: 7 })).toBe(200 + 50 + 50 - 50)
    expect(await fixture.db.command({ validate: 'big' })).toMatchObject({ valid: true, nrecords: 20_000 })
  })
})
