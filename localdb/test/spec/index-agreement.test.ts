import fc from 'fast-check'
import { MongoClient, type Collection } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { start, type Localdb } from '../../src/index.ts'
import { decode, encode } from '../../src/bson/codec.ts'
import { MongoError } from '../../src/bson/errors.ts'
import type { Doc } from '../../src/bson/types.ts'
import { compileFilter } from '../../src/query/match.ts'
import { sortDocs } from '../../src/query/sort.ts'
import { anyNumber, anyValue, canonical } from '../pure/support.ts'

let db: Localdb
let client: MongoClient
let collection: Collection<Doc>

beforeAll(async () => {
  db = await start({ memory: true })
  client = await new MongoClient(db.uri).connect()
  collection = client.db('agreement').collection<Doc>('docs')
  await collection.createIndexes([
    { key: { a: 1 } },
    { key: { a: -1, b: 1 } },
    { key: { 'c.d': 1 } },
    { key: { b: 1, 'c.d': -1 }, sparse: true },
  ])
})

afterAll(async () => {
  await client.close()
  await db.stop()
})

const small = fc.oneof(
  anyNumber,
  fc.constantFrom(null, '', 'a', 'b', true),
  fc.integer({ min: -2, max: 2 }),
  anyValue,
)
const lists = fc.array(small, { maxLength: 3 })
const inner = fc.oneof(small, fc.record({ d: fc.oneof(small, lists) }, { requiredKeys: [] }))
const documents = fc.record(
  { a: fc.oneof(small, lists), b: small, c: fc.oneof(inner, fc.array(inner, { maxLength: 3 })) },
  { requiredKeys: [] },
)

const condition = fc.oneof(
  fc.record({ $eq: small }),
  fc.record({ $ne: small }),
  fc.record({ $gt: small }),
  fc.record({ $gte: small, $lt: small }),
  fc.record({ $lte: small }),
  fc.record({ $in: fc.array(small, { maxLength: 3 }) }),
  fc.record({ $nin: fc.array(small, { maxLength: 3 }) }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $not: fc.record({ $gt: small }) }),
  fc.record({ $elemMatch: fc.record({ $gte: small, $lte: small }) }),
  fc.record({ $all: fc.array(small, { minLength: 1, maxLength: 2 }) }),
  fc.record({ $type: fc.constantFrom('number', 'string', 'null', 'array') }),
  fc.record({ $eq: lists }),
)
const fields = fc
  .dictionary(fc.constantFrom('a', 'b', 'c.d', 'c', 'c.0'), condition, { maxKeys: 3 })
  .map((filter) => ({ ...filter }))
const filters = fc.oneof(
  fields,
  fc.record({ $or: fc.array(fields, { minLength: 1, maxLength: 2 }) }),
  fc.record({ $and: fc.array(fields, { minLength: 1, maxLength: 2 }) }),
)
const sorts = fc.constantFrom<Doc>(
  { _id: 1 },
  { a: 1, _id: 1 },
  { a: -1, b: 1, _id: 1 },
  { 'c.d': 1, _id: -1 },
  { b: -1, _id: 1 },
)

type Answer = { ids: number[] } | { code: number | undefined }

/** The obviously right way: every document is tested, then all are sorted. */
function slowAnswer(docs: Doc[], filter: Doc, sort: Doc): Answer {
  try {
    const matcher = compileFilter(filter)
    const found = docs.filter((doc) => matcher.matches(doc))
    return { ids: sortDocs(found, sort).map((doc) => Number(doc['_id'])) }
  } catch (error) {
    return { code: (error as MongoError).code }
  }
}

async function engineAnswer(filter: Doc, sort: Doc): Promise<Answer> {
  try {
    const docs = await collection
      .find(filter, { sort: Object.entries(sort) as [string, 1 | -1][], projection: { _id: 1 } })
      .toArray()
    return { ids: docs.map((doc) => Number(doc['_id'])) }
  } catch (error) {
    return { code: (error as { code?: number }).code }
  }
}

async function store(docs: Doc[]): Promise<Doc[]> {
  await collection.deleteMany({})
  const kept: Doc[] = []
  for (const [i, doc] of docs.entries()) {
    const whole = decode(encode({ _id: i, ...doc }))
    const stored = await collection.insertOne(whole).then(
      () => true,
      (error: { code?: number }) => error.code !== 171,
    )
    if (stored) kept.push(whole)
  }
  return kept
}

describe('a find that may use an index', () => {
  it('gives the same documents in the same order as testing and sorting all of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(documents, { maxLength: 12 }),
        fc.array(fc.tuple(filters, sorts), { minLength: 8, maxLength: 8 }),
        async (docs, queries) => {
          const kept = await store(docs)
          for (const [rawFilter, sort] of queries) {
            const filter = decode(encode(rawFilter))
            expect(await engineAnswer(filter, sort), canonical({ kept, filter, sort })).toEqual(
              slowAnswer(kept, filter, sort),
            )
          }
        },
      ),
      { numRuns: 100 },
    )
  }, 300_000)
})
