import { describe, expect, it } from 'vitest'
import { useMemory } from './support/memory.ts'

const fixture = useMemory()

type Person = { _id: number; name: string; n?: number }

const anyCase = { locale: 'en_US', strength: 2 }

describe('a collation', () => {
  it('matches, sorts and counts texts by its own order, whatever indexes there are', async () => {
    const people = fixture.db.collection<Person>('people')
    await people.createIndex({ name: 1 })
    await people.insertMany(['ping', 'Anna', 'PING', 'anna', 'Äpfel'].map((name, _id) => ({ _id, name })))
    const ids = async (filter: object): Promise<number[]> =>
      (await people.find(filter, { collation: anyCase }).sort({ name: 1, _id: 1 }).toArray()).map(
        ({ _id }) => _id,
      )
    expect(await ids({ name: 'PING' })).toEqual([0, 2])
    expect(await ids({ name: { $in: ['ANNA', 'äpfel'] } })).toEqual([1, 3, 4])
    expect(await ids({ name: { $lt: 'b' } })).toEqual([1, 3, 4])
    expect(await ids({})).toEqual([1, 3, 4, 0, 2])
    expect(await people.countDocuments({ name: 'Ping' }, { collation: anyCase })).toBe(2)
    expect(await people.distinct('name', {}, { collation: anyCase })).toEqual(['ping', 'Anna', 'Äpfel'])
    expect(await people.find({ name: 'PING' }).toArray()).toHaveLength(1)
  })

  it('decides which documents a write meets', async () => {
    const people = fixture.db.collection<Person>('written')
    await people.insertMany(['ping', 'PING', 'pong'].map((name, _id) => ({ _id, name })))
    const updated = await people.updateMany({ name: 'Ping' }, { $set: { n: 1 } }, { collation: anyCase })
    expect(updated.modifiedCount).toBe(2)
    const found = await people.findOneAndUpdate({ name: 'PONG' }, { $inc: { n: 5 } }, { collation: anyCase })
    expect(found?._id).toBe(2)
    expect((await people.deleteMany({ name: 'piNG' }, { collation: anyCase })).deletedCount).toBe(2)
    expect(await people.find().toArray()).toEqual([{ _id: 2, name: 'pong', n: 5 }])
  })

  it('orders numbers in texts, and Chinese by its own alphabet', async () => {
    const people = fixture.db.collection<Person>('orders')
    await people.insertMany(['第10号', '第9号', '张', '李', '王'].map((name, _id) => ({ _id, name })))
    const sorted = await people
      .find({}, { collation: { locale: 'zh', numericOrdering: true } })
      .sort({ name: 1 })
      .toArray()
    expect(sorted.map(({ name }) => name)).toEqual(['第9号', '第10号', '李', '王', '张'])
  })

  it('reaches joined collections', async () => {
    const people = fixture.db.collection<Person>('joined')
    await people.insertMany(['ping', 'PING', 'pong'].map((name, _id) => ({ _id, name })))
    const rows = await people
      .aggregate(
        [
          { $match: { name: 'Pong' } },
          { $set: { other: 'Ping' } },
          { $lookup: { from: 'joined', localField: 'other', foreignField: 'name', as: 'found' } },
        ],
        { collation: anyCase },
      )
      .toArray()
    expect(rows.map((row) => row['found'].map(({ _id }: Person) => _id))).toEqual([[0, 1]])
  })
})
