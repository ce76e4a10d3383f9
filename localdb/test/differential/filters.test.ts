import { BSONRegExp } from 'bson'
import fc from 'fast-check'
import { MongoBulkWriteError, type Collection, type Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { matches } from '../model/match.ts'
import { sortDocuments } from '../model/sort.ts'
import { useMemory } from '../support/memory.ts'
import { canonical, documents, scalar, throughBson, value } from './arbitraries.ts'

const fixture = useMemory({ promoteValues: false, bsonRegExp: true })

const indexes = [
  { key: { a: 1 } },
  { key: { a: -1, b: 1 } },
  { key: { b: 1, 'c.d': -1 } },
  { key: { 'c.d': 1 } },
] as const

const operand = fc.oneof({ weight: 4, arbitrary: scalar }, { weight: 1, arbitrary: value })
const range = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }))
const simple: fc.Arbitrary<Document> = fc.oneof(
  fc.record({ $eq: value }),
  fc.record({ $ne: operand.filter((each) => !(each instanceof BSONRegExp)) }),
  fc.record({ $gt: range }),
  fc.record({ $gte: range }),
  fc.record({ $lt: range }),
  fc.record({ $lte: range }),
  fc.record({ $gte: range, $lt: range }),
  fc.record({ $in: fc.array(operand, { maxLength: 3 }) }),
  fc.record({ $nin: fc.array(operand, { maxLength: 3 }) }),
  fc.record({
    $type: fc.constantFrom(
      'number',
      'int',
      'long',
      'double',
      'decimal',
      'string',
      'null',
      'array',
      'object',
      'date',
    ),
  }),
)
const condition: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: simple },
  { weight: 2, arbitrary: operand },
  { weight: 1, arbitrary: fc.constant(new BSONRegExp('^a', '')) },
  { weight: 1, arbitrary: fc.record({ $exists: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ $size: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ $all: fc.array(operand, { maxLength: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ $not: simple }) },
  { weight: 1, arbitrary: fc.record({ $elemMatch: simple }) },
  { weight: 1, arbitrary: fc.record({ $elemMatch: fc.record({ d: simple }) }) },
)
const paths = fc.constantFrom('a', 'b', 'c', 'c.d', 'a.b', 'a.0', 'c.0.d', 'c.d.b')
const fields = fc.dictionary(paths, condition, { minKeys: 1, maxKeys: 2 }).map((filter) => ({ ...filter }))
const filters: fc.Arbitrary<Document> = fc.oneof(
  { weight: 4, arbitrary: fields },
  { weight: 1, arbitrary: fc.record({ $or: fc.array(fields, { minLength: 1, maxLength: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ $nor: fc.array(fields, { minLength: 1, maxLength: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ $and: fc.array(fields, { minLength: 1, maxLength: 2 }) }) },
)
const sorts = fc.constantFrom<Document>(
  { _id: 1 },
  { _id: -1 },
  { a: 1, _id: 1 },
  { a: -1, b: 1, _id: 1 },
  { 'c.d': 1, _id: -1 },
  { b: 1, 'c.d': -1, _id: 1 },
)

/** Stores documents, without those that an index over two arrays refuses, and gives what was stored. */
async function store(collection: Collection<Document>, docs: Document[]): Promise<Document[]> {
  await collection.deleteMany({})
  const whole = docs.map((doc, _id) => throughBson({ _id, ...doc }))
  if (whole.length > 0) await collection.insertMany(whole, { ordered: false }).catch(onlyParallelArrays)
  const stored = new Set((await collection.find({}, { projection: { _id: 1 } }).toArray()).map(idOf))
  return whole.filter((doc) => stored.has(idOf(doc)))
}

function onlyParallelArrays(error: unknown): void {
  if (!(error instanceof MongoBulkWriteError)) throw error
  const failures = [error.writeErrors].flat()
  if (!failures.every(({ code }) => Number(code) === 171)) throw error
}

function idOf(doc: Document): number {
  return Number(doc['_id'])
}

async function ids(
  collection: Collection<Document>,
  filter: Document,
  sort: Document,
  hint?: Document,
): Promise<number[]> {
  const options = { sort: Object.entries(sort) as [string, 1 | -1][], ...(hint && { hint }) }
  return (await collection.find(filter, options).toArray()).map(idOf)
}

/** Compares finds by every hint with the model, over random documents. Returns how many were compared. */
async function agree(collection: Collection<Document>, hints: (Document | undefined)[]): Promise<number> {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(documents, { maxLength: 10 }),
      fc.array(fc.tuple(filters, sorts), { minLength: 6, maxLength: 6 }),
      async (docs, queries) => {
        const stored = await store(collection, docs)
        for (const [rawFilter, sort] of queries) {
          const filter = throughBson(rawFilter)
          const found = stored.filter((doc) => matches(doc, filter))
          const expected = sortDocuments(found, sort).map(idOf)
          const answers = await Promise.all(hints.map((hint) => ids(collection, filter, sort, hint)))
          compared += answers.length
          for (const [i, answer] of answers.entries()) {
            expect(answer, canonical({ hint: hints[i] ?? 'planned', filter, sort, stored })).toEqual(expected)
          }
        }
      },
    ),
    { numRuns: Number(process.env['LOCALDB_RUNS'] ?? 50) },
  )
  return compared
}

describe('finds over documents of all types', () => {
  it('answer what the model answers, by the planned index, by each index and by a full scan', async () => {
    const collection = fixture.db.collection<Document>('filters')
    await collection.createIndexes(indexes.map(({ key }) => ({ key })))
    const hints = [undefined, { $natural: 1 }, ...indexes.map(({ key }) => key)]
    expect(await agree(collection, hints)).toBeGreaterThan(1000)
  }, 300_000)

  it('answer it too where the indexes hold some of the documents only', async () => {
    const collection = fixture.db.collection<Document>('partial')
    await collection.createIndexes([
      { key: { a: 1 }, partialFilterExpression: { b: { $gte: 1 } } },
      { key: { a: 1, b: -1 }, sparse: true },
      { key: { b: 1 }, partialFilterExpression: { a: { $exists: true } } },
      { key: { 'c.d': -1 }, sparse: true },
      { key: { 'c.d': 1, a: 1 }, partialFilterExpression: { b: { $type: 'number' }, a: 1 } },
    ])
    expect(await agree(collection, [undefined])).toBeGreaterThan(200)
  }, 300_000)
})
