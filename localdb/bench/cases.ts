import type { ClientSession, Collection, Db, MongoClient } from 'mongodb'
import type { Engine } from './engine.ts'
import { below, medianMs, onceMs, rateAndCpu, type Result } from './measure.ts'
import type { Primitives } from './primitives.ts'

type Order = { _id: number; customer: number; city: string; amount: number; at: Date; note: string }

const many = 100_000
const cities = ['Beijing', 'Shanghai', 'Chengdu', 'Hangzhou', 'Wuhan', 'Xian', 'Nanjing']

export function orderOf(_id: number): Order {
  return {
    _id,
    customer: (_id * 7919) % many,
    city: cities[_id % cities.length] as string,
    amount: _id % 1000,
    at: new Date(1.7e12 + _id * 1000),
    note: `order ${_id}, to be delivered before noon`,
  }
}

/** Inserts orders in batches of 1000 and two parallel streams. */
export async function insertOrders(orders: Collection<Order>, count: number): Promise<void> {
  const stream = async (first: number): Promise<void> => {
    for (let from = first; from < count; from += 2000) {
      await orders.insertMany(
        Array.from({ length: Math.min(1000, count - from) }, (_, i) => orderOf(from + i)),
        { ordered: false },
      )
    }
  }
  await Promise.all([stream(0), stream(1000)])
}

function atLeast(target: number, value: number, unit: string): Pick<Result, 'target' | 'reached'> {
  return { target: `at least ${target} ${unit}`, reached: value >= target }
}

/** Rates of single operations, 50 in parallel. */
export async function rates(client: MongoClient, engine: Engine, base: Primitives): Promise<Result[]> {
  const db = client.db('bench')
  const measure = (work: () => Promise<unknown>, runs = 15_000): ReturnType<typeof rateAndCpu> =>
    rateAndCpu(engine.cpuMs, runs, work)
  const accounts = db.collection<{ _id: number; balance: number }>('accounts')
  await accounts.insertMany(Array.from({ length: 10_000 }, (_, _id) => ({ _id, balance: 1000 })))
  const finds = await measure(() => accounts.findOne({ _id: below(10_000) }))
  const notes = db.collection<{ _id: number; text: string }>('notes')
  let next = 0
  const inserts = await measure(() => notes.insertOne({ _id: (next += 1), text: 'a note of some length' }))
  const updates = await measure(() =>
    accounts.findOneAndUpdate({ _id: below(10_000) }, { $inc: { balance: 1 } }, { returnDocument: 'after' }),
  )
  const sessions = Array.from({ length: 50 }, () => client.startSession())
  const transactions = await measure(async () => {
    const session = sessions.pop() as ClientSession
    const from = below(5000)
    await session.withTransaction(async () => {
      await accounts.updateOne({ _id: from }, { $inc: { balance: -1 } }, { session })
      await accounts.updateOne({ _id: from + 5000 }, { $inc: { balance: 1 } }, { session })
    })
    sessions.push(session)
  }, 6000)
  await Promise.all(sessions.map((session) => session.endSession()))
  const unit = 'per second' as const
  return [
    {
      name: 'point find by _id',
      unit,
      ...finds,
      baseline: { what: 'get', value: base.gets },
      ...atLeast(6000, finds.value, unit),
    },
    { name: 'insertOne', unit, ...inserts, baseline: { what: 'put, committed', value: base.puts } },
    {
      name: 'findOneAndUpdate by _id',
      unit,
      ...updates,
      baseline: { what: 'get and put, committed', value: base.getAndPuts },
      ...atLeast(5000, updates.value, unit),
    },
    {
      name: 'two-document transaction',
      unit,
      ...transactions,
      baseline: { what: 'two puts in a batch, committed', value: base.doublePuts },
      ...atLeast(2000, transactions.value, unit),
    },
  ]
}

/** Times of work over 100,000 documents. */
export async function bulk(db: Db, base: Primitives): Promise<Result[]> {
  const orders = db.collection<Order>('orders')
  await orders.createIndexes([{ key: { customer: 1 } }, { key: { city: 1, at: 1 } }])
  const loadMs = await onceMs(() => insertOrders(orders, many))
  const groupMs = await medianMs(
    () =>
      orders.aggregate([{ $group: { _id: '$city', sum: { $sum: '$amount' }, n: { $sum: 1 } } }]).toArray(),
    5,
  )
  const customers = db.collection<{ _id: number }>('customers')
  await customers.insertMany(Array.from({ length: 1000 }, (_, _id) => ({ _id: _id * 97 })))
  const lookup = { from: 'orders', localField: '_id', foreignField: 'customer', as: 'orders' }
  const lookupMs = await medianMs(() => customers.aggregate([{ $lookup: lookup }]).toArray(), 5)
  return [
    {
      name: 'insertMany of 100,000 with two indexes',
      unit: 'ms',
      value: loadMs,
      baseline: { what: '300,000 puts, 1,000 documents to a commit', value: base.bulkMs },
    },
    {
      name: '$group over 100,000',
      unit: 'ms',
      value: groupMs,
      baseline: { what: 'range over 100,000 values', value: base.scanMs },
    },
    {
      name: '$lookup of 1,000 into 100,000 by index',
      unit: 'ms',
      value: lookupMs,
      baseline: { what: '1,000 index ranges and gets', value: base.lookupsMs },
    },
  ]
}

/** A page of 50 in index order out of a million documents. */
export async function pages(orders: Collection<Order>, count: number, base: Primitives): Promise<Result[]> {
  const page = (): Promise<Order[]> => {
    const from = new Date(1.7e12 + below(count - 1000) * 1000)
    return orders
      .find({ city: 'Wuhan', at: { $gte: from } })
      .sort({ at: 1 })
      .limit(50)
      .toArray()
  }
  await page()
  const value = await medianMs(page, 51)
  return [
    {
      name: 'indexed range, sort and limit 50 over 1,000,000',
      unit: 'ms',
      value,
      baseline: { what: 'range of 50 and 50 gets', value: base.rangeMs },
      target: 'below 10 ms',
      reached: value < 10,
    },
  ]
}
