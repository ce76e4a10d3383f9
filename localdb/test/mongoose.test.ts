import mongoose, { Schema, type Connection, type Model, type Types } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { start, type Localdb } from '../src/index.ts'

type PersonFields = { name: string; phone?: string; balance: number; tags: string[] }
type OrderFields = { buyer: Types.ObjectId; item: string; amount: number }

const personSchema = new Schema<PersonFields>({
  name: { type: String, required: true },
  phone: { type: String, unique: true },
  balance: { type: Number, default: 0 },
  tags: [String],
})
const orderSchema = new Schema<OrderFields>(
  { buyer: { type: Schema.Types.ObjectId, ref: 'Person' }, item: String, amount: Number },
  { timestamps: true },
)

let localdb: Localdb
let connection: Connection
let Person: Model<PersonFields>
let Order: Model<OrderFields>

beforeAll(async () => {
  localdb = await start({ memory: true })
  connection = await mongoose.createConnection(localdb.uri, { dbName: 'shop' }).asPromise()
  Person = connection.model<PersonFields>('Person', personSchema)
  Order = connection.model<OrderFields>('Order', orderSchema)
  await Promise.all([Person.init(), Order.init()])
})

afterAll(async () => {
  await connection.close()
  await localdb.stop()
})

describe('mongoose on localdb', () => {
  it('creates, reads, changes and deletes documents', async () => {
    const ann = await Person.create({ name: 'Ann', phone: '1', tags: ['a', 'b'] })
    expect((await Person.findById(ann._id).lean())?.tags).toEqual(['a', 'b'])
    ann.set('balance', 12.5)
    await ann.save()
    expect((await Person.findOne({ balance: { $gt: 12 } }).lean())?.name).toBe('Ann')
    await Person.updateOne({ _id: ann._id }, { $push: { tags: 'c' }, $inc: { balance: 1 } })
    expect(await Person.findById(ann._id).lean()).toMatchObject({ tags: ['a', 'b', 'c'], balance: 13.5 })
    expect((await Person.deleteOne({ _id: ann._id })).deletedCount).toBe(1)
    expect(await Person.countDocuments()).toBe(0)
  })

  it('populates references', async () => {
    const ben = await Person.create({ name: 'Ben', phone: '2' })
    await Order.create({ buyer: ben._id, item: 'cup', amount: 3 })
    const order = await Order.findOne({ item: 'cup' }).populate<{ buyer: { name: string } }>('buyer')
    expect(order?.buyer.name).toBe('Ben')
  })

  it('joins and groups in an aggregation', async () => {
    const [cat, dan] = await Person.create([
      { name: 'Cat', phone: '3' },
      { name: 'Dan', phone: '4' },
    ])
    await Order.insertMany([
      { buyer: cat?._id, item: 'pen', amount: 5 },
      { buyer: cat?._id, item: 'ink', amount: 7 },
      { buyer: dan?._id, item: 'pen', amount: 11 },
    ])
    const totals = await Order.aggregate<{ _id: Types.ObjectId; name: string; total: number; count: number }>(
      [
        { $match: { item: { $in: ['pen', 'ink'] } } },
        { $group: { _id: '$buyer', total: { $sum: '$amount' }, count: { $sum: 1 } } },
        { $lookup: { from: 'people', localField: '_id', foreignField: '_id', as: 'person' } },
        { $unwind: '$person' },
        { $project: { total: 1, count: 1, name: '$person.name' } },
        { $sort: { name: 1 } },
      ],
    )
    expect(totals.map(({ name, total, count }) => ({ name, total, count }))).toEqual([
      { name: 'Cat', total: 12, count: 2 },
      { name: 'Dan', total: 11, count: 1 },
    ])
  })

  it('answers a duplicate key with the key pattern and value', async () => {
    await Person.create({ name: 'Eve', phone: '5' })
    await expect(Person.create({ name: 'Eva', phone: '5' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { phone: 1 },
      keyValue: { phone: '5' },
      message: 'E11000 duplicate key error collection: shop.people index: phone_1 dup key: { phone: "5" }',
    })
  })

  it('commits and rolls back with withTransaction', async () => {
    await Person.create({ name: 'Fay', phone: '6', balance: 10 })
    await connection.transaction(async (session) => {
      await Person.updateOne({ phone: '6' }, { $inc: { balance: -4 } }).session(session)
      await Person.create([{ name: 'Gus', phone: '7', balance: 4 }], { session })
    })
    expect(
      await Person.find({ phone: { $in: ['6', '7'] } }, { balance: 1, _id: 0 })
        .sort({ phone: 1 })
        .lean(),
    ).toEqual([{ balance: 6 }, { balance: 4 }])
    const attempt = connection.transaction(async (session) => {
      await Person.updateOne({ phone: '6' }, { $set: { balance: 0 } }).session(session)
      throw new Error('no')
    })
    await expect(attempt).rejects.toThrow('no')
    expect((await Person.findOne({ phone: '6' }).lean())?.balance).toBe(6)
  })
})
