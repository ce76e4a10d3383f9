import { Decimal128, Double, Int32, Long } from 'bson'
import fc from 'fast-check'
import { MongoServerError, type Collection, type Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { Refused } from '../model/numbers.ts'
import { updated } from '../model/update.ts'
import { useMemory } from '../support/memory.ts'
import { canonical, documents, scalar, throughBson, value } from './arbitraries.ts'

const fixture = useMemory({ promoteValues: false, bsonRegExp: true })

const wholes = fc.oneof(
  fc.constantFrom(-1, 0, 1, 3, 2 ** 31 - 1, -(2 ** 31)).map((each) => new Int32(each)),
  fc.constantFrom('-1', '0', '1', '5', '9223372036854775807').map((each) => Long.fromString(each)),
)
const doubles = fc.constantFrom(-1, -0, 0, 0.1, 0.2, 1e300, NaN, Infinity).map((each) => new Double(each))
const decimals = fc
  .constantFrom('-1', '0', '1', '0.10', '1.5', '-2.50', '1234567890.5')
  .map((each) => Decimal128.fromString(each))

type Family = { number: fc.Arbitrary<unknown>; docs: fc.Arbitrary<Document> }

/** Doubles and decimals live in different families, since their exact sums are the engine's own affair. */
const families: Family[] = [fc.oneof(wholes, doubles), fc.oneof(wholes, decimals)].map((number) => ({
  number,
  docs: fc.record({ n: number, m: number }, { requiredKeys: [] }).map((each) => ({ ...each })),
}))

const operand = fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: value })
const paths = fc.constantFrom(
  'a',
  'b',
  'c',
  'c.d',
  'a.b',
  'a.0',
  'a.1.d',
  'c.0.d',
  'c.d.b',
  'e',
  'e.f',
  'a.$[]',
  'c.$[].d',
  'a.$[x]',
)
const listPaths = fc.constantFrom('a', 'c', 'c.d', 'a.0', 'e', 'c.$[].d', 'a.$[x]')
const lists = fc.array(operand, { maxLength: 3 })
const push = fc
  .record(
    {
      $each: lists,
      $position: fc.integer({ min: -3, max: 4 }),
      $slice: fc.integer({ min: -3, max: 3 }),
      $sort: fc.constantFrom<unknown>(1, -1, { d: 1 }, { d: -1 }),
    },
    { requiredKeys: ['$each'] },
  )
  .map((each) => ({ ...each }))
const pulls = fc.oneof(
  operand,
  fc.record({ $gte: scalar }),
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ d: scalar }),
  fc.record({ $exists: fc.boolean() }),
)
const flag = fc.constantFrom(1, -1)
const bits = fc
  .tuple(fc.constantFrom('and', 'or', 'xor'), wholes)
  .map(([operation, mask]) => ({ [operation]: mask }))

/** Operators that a list or any field may meet; a wrong type under them must be refused alike. */
const change: fc.Arbitrary<[string, string, unknown]> = fc.oneof(
  fc.tuple(fc.constant('$set'), paths, operand),
  fc.tuple(fc.constant('$unset'), paths, fc.constant('')),
  fc.tuple(fc.constant('$min'), paths, operand),
  fc.tuple(fc.constant('$max'), paths, operand),
  fc.tuple(fc.constant('$setOnInsert'), paths, operand),
  fc.tuple(fc.constant('$rename'), fc.constantFrom('b', 'e'), fc.constantFrom('f', 'g')),
  fc.tuple(fc.constant('$push'), listPaths, fc.oneof(operand, push)),
  fc.tuple(fc.constant('$addToSet'), listPaths, fc.oneof(operand, fc.record({ $each: lists }))),
  fc.tuple(fc.constant('$pop'), listPaths, flag),
  fc.tuple(fc.constant('$pull'), listPaths, pulls),
  fc.tuple(fc.constant('$pullAll'), listPaths, lists),
)

function arithmetic({ number }: Family): fc.Arbitrary<[string, string, unknown]> {
  const path = fc.constantFrom('n', 'm', 'k', 'j.k')
  return fc.oneof(
    fc.tuple(fc.constantFrom('$inc', '$mul'), path, number),
    fc.tuple(fc.constant('$bit'), path, bits),
  )
}

const cases = fc.constantFrom(...families).chain((family) =>
  fc.record({
    doc: fc.tuple(documents, family.docs).map(([doc, more]) => ({ ...doc, ...more })),
    changes: fc.oneof(
      fc.array(change, { minLength: 1, maxLength: 3 }).map(aloneWithArrayPath),
      fc.array(arithmetic(family), { minLength: 1, maxLength: 2 }),
    ),
    filter: scalar,
  }),
)

/** A path over all elements stands alone, since it conflicts with every other one below the same array. */
function aloneWithArrayPath(changes: [string, string, unknown][]): [string, string, unknown][] {
  const overAll = changes.find(([, path]) => path.includes('$['))
  return overAll ? [overAll] : changes
}

function updateOf(changes: [string, string, unknown][]): Document {
  const update: Document = {}
  for (const [operator, path, by] of changes) update[operator] = { ...update[operator], [path]: by }
  return update
}

type Outcome = { doc: string; modified: boolean } | { code: number | undefined }

function expected(doc: Document, update: Document, arrayFilters: Document[]): Outcome {
  try {
    const after = throughBson(updated(doc, update, arrayFilters))
    return { doc: canonical(after), modified: canonical(after) !== canonical(doc) }
  } catch (error) {
    if (error instanceof Refused) return { code: error.code }
    throw error
  }
}

async function actual(
  collection: Collection<Document>,
  doc: Document,
  update: Document,
  arrayFilters: Document[],
): Promise<Outcome> {
  await collection.replaceOne({ _id: doc['_id'] }, doc, { upsert: true })
  try {
    const { modifiedCount } = await collection.updateOne(
      { _id: doc['_id'] },
      update,
      arrayFilters.length > 0 ? { arrayFilters } : {},
    )
    const after = (await collection.findOne({ _id: doc['_id'] })) as Document
    return { doc: canonical(after), modified: Number(modifiedCount) === 1 }
  } catch (error) {
    if (error instanceof MongoServerError) return { code: Number(error.code) }
    throw error
  }
}

describe('updates of documents of all types', () => {
  it('leave what the model leaves, and are refused with the same code', async () => {
    const collection = fixture.db.collection<Document>('updates')
    await collection.createIndexes([{ key: { b: 1 } }, { key: { 'c.d': 1 } }, { key: { n: 1 } }])
    let number = 0
    await fc.assert(
      fc.asyncProperty(cases, async ({ doc, changes, filter }) => {
        number += 1
        const before = throughBson({ _id: number, ...doc })
        const update = throughBson(updateOf(changes))
        const arrayFilters = JSON.stringify(update).includes('$[x]')
          ? [throughBson({ x: { $gte: filter } })]
          : []
        const wanted = expected(before, update, arrayFilters)
        const got = await actual(collection, before, update, arrayFilters)
        expect(got, canonical({ before, update, arrayFilters })).toEqual(wanted)
      }),
      { numRuns: Number(process.env['LOCALDB_RUNS'] ?? 1000) },
    )
    expect(await fixture.db.command({ validate: 'updates' })).toMatchObject({ valid: true })
  }, 300_000)
})
