import { Long, ObjectId, Timestamp } from 'bson'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareValues } from '../../src/bson/compare.ts'
import { toBigInt } from '../../src/bson/number.ts'
import { typeName, type Doc } from '../../src/bson/types.ts'
import { compileFilter } from '../../src/query/match.ts'
import { buildUpsert, compileUpdate, type UpdateOptions } from '../../src/update/apply.ts'
import { anyNumber, canonical, codeOf, decimal, double, int, long, stored } from './support.ts'

const now = new Date('2026-11-22T08:00:00Z')

function apply(doc: Doc, update: Doc | Doc[], options: UpdateOptions & { filter?: Doc } = {}): Doc {
  const before = stored(doc)
  const text = canonical(before)
  const compiled = compileUpdate(Array.isArray(update) ? update.map(stored) : stored(update), options)
  const arrayIndex = options.filter
    ? compileFilter(options.filter).matchWithPosition(before).arrayIndex
    : undefined
  const result = compiled.apply(before, { now, arrayIndex })
  expect(canonical(before), 'the given document stays as it was').toBe(text)
  return result
}

type Case = [before: Doc, update: Doc | Doc[], after: Doc, options?: UpdateOptions & { filter?: Doc }]

function table(name: string, cases: Case[]): void {
  it(`${name}`, () => {
    for (const [before, update, after, options] of cases) {
      expect(canonical(apply(before, update, options)), JSON.stringify(update)).toBe(canonical(after))
    }
  })
}

function refusals(
  name: string,
  cases: [before: Doc, update: Doc | Doc[], code: number, options?: UpdateOptions & { filter?: Doc }][],
): void {
  it(`${name}`, () => {
    for (const [before, update, code, options] of cases) {
      expect(
        codeOf(() => apply(before, update, options)),
        JSON.stringify(update),
      ).toBe(code)
    }
  })
}

describe('an update of operators', () => {
  table('sets and removes fields', [
    [{ _id: 1 }, { $set: { b: 1, a: 2 } }, { _id: 1, a: 2, b: 1 }],
    [{ _id: 1, a: 1 }, { $set: { a: double(1) } }, { _id: 1, a: double(1) }],
    [{ a: { b: 1 } }, { $set: { 'a.c': 2 } }, { a: { b: 1, c: 2 } }],
    [{}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    [{}, { $set: { 'a.0': 1 } }, { a: { 0: 1 } }],
    [{ a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    [{ a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }],
    [{ a: [] }, { $set: { 'a.1.b': 2 } }, { a: [null, { b: 2 }] }],
    [{ a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
    [{ a: { b: 1, c: 2 } }, { $unset: { 'a.b': 1, 'x.y': 1 } }, { a: { c: 2 } }],
    [{ a: [1, 2, 3] }, { $unset: { 'a.1': 1 } }, { a: [1, null, 3] }],
    [{ a: 5 }, { $unset: { 'a.b': 1 } }, { a: 5 }],
    [{ a: 1 }, { $set: {} }, { a: 1 }],
    [{ a: 1 }, { $set: { a: { $b: 1, 'c.d': 2 } } }, { a: { $b: 1, 'c.d': 2 } }],
    [{ _id: 1 }, { $setOnInsert: { a: 1 } }, { _id: 1 }],
    [{ _id: 1 }, { $set: { _id: 1, a: 1 } }, { _id: 1, a: 1 }],
    [
      JSON.parse('{"a":1}') as Doc,
      JSON.parse('{"$set":{"__proto__":2}}') as Doc,
      JSON.parse('{"a":1,"__proto__":2}') as Doc,
    ],
  ])

  table('computes with the types of the numbers', [
    [{ a: 1 }, { $inc: { a: 2 } }, { a: 3 }],
    [{}, { $inc: { a: 2 } }, { a: 2 }],
    [{ a: 2147483647 }, { $inc: { a: 1 } }, { a: long(2147483648) }],
    [{ a: long(1) }, { $inc: { a: 1 } }, { a: long(2) }],
    [{ a: 1 }, { $inc: { a: double(1) } }, { a: double(2) }],
    [{ a: long(1) }, { $inc: { a: 0.5 } }, { a: 1.5 }],
    [{ a: 1 }, { $inc: { a: decimal('0.10') } }, { a: decimal('1.10') }],
    [{ a: 0.1 }, { $inc: { a: decimal('0.2') } }, { a: decimal('0.300000000000000') }],
    [{ a: 3 }, { $mul: { a: 4 } }, { a: 12 }],
    [{}, { $mul: { a: long(4) } }, { a: long(0) }],
    [{}, { $mul: { a: 1.5 } }, { a: double(0) }],
    [{ a: 2147483647 }, { $mul: { a: 2 } }, { a: long(4294967294) }],
    [{ a: decimal('1.5') }, { $mul: { a: 2 } }, { a: decimal('3.0') }],
    [{ a: 5 }, { $min: { a: 3 } }, { a: 3 }],
    [{ a: 5 }, { $min: { a: 7 } }, { a: 5 }],
    [{ a: 5 }, { $max: { a: double(5) } }, { a: 5 }],
    [{ a: 5 }, { $max: { a: 'x' } }, { a: 'x' }],
    [{}, { $min: { a: 3 } }, { a: 3 }],
    [{ a: decimal('1.5') }, { $max: { a: 1.6 } }, { a: 1.6 }],
    [{ a: 12 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
    [{ a: 12 }, { $bit: { a: { or: long(3) } } }, { a: long(15) }],
    [{}, { $bit: { a: { xor: 5 } } }, { a: 5 }],
  ])

  table('renames fields', [
    [{ a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
    [{ a: 1, b: 2 }, { $rename: { a: 'b' } }, { b: 1 }],
    [{ a: { b: 1 } }, { $rename: { 'a.b': 'c.d' } }, { a: {}, c: { d: 1 } }],
    [{ b: 2 }, { $rename: { a: 'c' } }, { b: 2 }],
  ])

  table('notes the time', [
    [{}, { $currentDate: { a: true, b: { $type: 'date' } } }, { a: now, b: now }],
    [
      {},
      { $currentDate: { a: { $type: 'timestamp' } } },
      { a: new Timestamp({ t: now.getTime() / 1000, i: 1 }) },
    ],
  ])

  table('adds to arrays', [
    [{}, { $push: { a: 1 } }, { a: [1] }],
    [{ a: [1] }, { $push: { a: [2] } }, { a: [1, [2]] }],
    [{ a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
    [{ a: [1, 2] }, { $push: { a: { $each: [9], $position: 1 } } }, { a: [1, 9, 2] }],
    [{ a: [1, 2] }, { $push: { a: { $each: [9], $position: -1 } } }, { a: [1, 9, 2] }],
    [{ a: [1, 2] }, { $push: { a: { $each: [9], $position: 99 } } }, { a: [1, 2, 9] }],
    [{ a: [1, 2] }, { $push: { a: { $each: [3, 4], $slice: -3 } } }, { a: [2, 3, 4] }],
    [{ a: [1, 2] }, { $push: { a: { $each: [], $slice: 1 } } }, { a: [1] }],
    [{ a: [1, 2] }, { $push: { a: { $each: [3], $slice: 0 } } }, { a: [] }],
    [{ a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1 } } }, { a: [1, 2, 3] }],
    [
      { a: [{ s: 1 }] },
      { $push: { a: { $each: [{ s: 3 }, { s: 2 }], $sort: { s: -1 }, $slice: 2 } } },
      { a: [{ s: 3 }, { s: 2 }] },
    ],
    [{ a: [1] }, { $push: { 'a.1': 5 } }, { a: [1, [5]] }],
    [{ a: [1] }, { $addToSet: { a: 2 } }, { a: [1, 2] }],
    [{ a: [1] }, { $addToSet: { a: double(1) } }, { a: [1] }],
    [{ a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
    [{}, { $addToSet: { a: { $each: [1, 1] } } }, { a: [1] }],
    [
      { a: [{ x: 1, y: 2 }] },
      { $addToSet: { a: { y: 2, x: 1 } } },
      {
        a: [
          { x: 1, y: 2 },
          { y: 2, x: 1 },
        ],
      },
    ],
  ])

  table('takes from arrays', [
    [{ a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
    [{ a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
    [{ a: [] }, { $pop: { a: 1 } }, { a: [] }],
    [{}, { $pop: { a: 1 } }, {}],
    [{ a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    [{ a: [1, 5, 9] }, { $pull: { a: { $gt: 3, $lt: 8 } } }, { a: [1, 9] }],
    [{ a: [{ b: 1, c: 1 }, { b: 2 }, 3] }, { $pull: { a: { b: 1 } } }, { a: [{ b: 2 }, 3] }],
    [
      { a: [{ b: [1, 2] }, { b: [3] }] },
      { $pull: { a: { b: { $elemMatch: { $gt: 2 } } } } },
      { a: [{ b: [1, 2] }] },
    ],
    [{ a: ['x', 'y'] }, { $pull: { a: /^x/ } }, { a: ['y'] }],
    [{ a: [1, 2, 3] }, { $pull: { a: { $in: [1, 3] } } }, { a: [2] }],
    [{ a: [{ b: 1 }, { b: 9 }] }, { $pull: { a: { $or: [{ b: 1 }, { b: 2 }] } } }, { a: [{ b: 9 }] }],
    [{ a: [[1], [2]] }, { $pull: { a: [1] } }, { a: [[2]] }],
    [{ a: [1, 2, 3] }, { $pullAll: { a: [1, double(3)] } }, { a: [2] }],
    [{}, { $pull: { a: 1 } }, {}],
  ])

  table('reaches elements of arrays', [
    [{ a: [1, 2, 3] }, { $set: { 'a.$': 9 } }, { a: [1, 9, 3] }, { filter: { a: 2 } }],
    [
      { a: [{ b: 1 }, { b: 2 }] },
      { $inc: { 'a.$.b': 10 } },
      { a: [{ b: 1 }, { b: 12 }] },
      { filter: { 'a.b': 2 } },
    ],
    [
      { a: [{ b: 1 }, { b: 2 }] },
      { $set: { 'a.$.c': 1 } },
      { a: [{ b: 1 }, { b: 2, c: 1 }] },
      { filter: { a: { $elemMatch: { b: 2 } } } },
    ],
    [{ a: [1, 2] }, { $mul: { 'a.$[]': 2 } }, { a: [2, 4] }],
    [{ a: [{ b: [1, 2] }, { b: [3] }] }, { $inc: { 'a.$[].b.$[]': 1 } }, { a: [{ b: [2, 3] }, { b: [4] }] }],
    [{ a: [1, 5] }, { $set: { 'a.$[x]': 0 } }, { a: [1, 0] }, { arrayFilters: [{ x: { $gt: 3 } }] }],
    [
      {
        a: [
          { g: 1, v: 1 },
          { g: 2, v: 1 },
        ],
      },
      { $inc: { 'a.$[e].v': 5 } },
      {
        a: [
          { g: 1, v: 1 },
          { g: 2, v: 6 },
        ],
      },
      { arrayFilters: [{ 'e.g': 2 }] },
    ],
    [
      { a: [{ b: [1, 2] }, { b: [2] }] },
      { $set: { 'a.$[i].b.$[j]': 7 } },
      { a: [{ b: [1, 7] }, { b: [2] }] },
      { arrayFilters: [{ 'i.b': 1 }, { j: 2 }] },
    ],
    [
      { a: [{ b: 1 }] },
      { $set: { 'a.$[].c': 1, 'a.$[x].d': 2 } },
      { a: [{ b: 1, c: 1, d: 2 }] },
      { arrayFilters: [{ 'x.b': 1 }] },
    ],
    [{ a: [1, 2] }, { $unset: { 'a.$[]': '' } }, { a: [null, null] }],
    [{ a: [5] }, { $set: { 'a.$[x]': 1 } }, { a: [1] }, { arrayFilters: [{ $or: [{ x: 5 }, { x: 6 }] }] }],
  ])

  it('gives the very same document when nothing changes', () => {
    const doc = stored({ _id: 1, a: 1, b: [1, 2], c: { d: 1 } })
    for (const update of [
      { $set: { a: 1, 'c.d': 1 } },
      { $inc: { a: 0 } },
      { $unset: { x: 1 } },
      { $pull: { b: 9 } },
      { $addToSet: { b: 1 } },
      { $min: { a: 5 } },
      { $pop: { z: 1 } },
      { $push: { b: { $each: [] } } },
      { $mul: { a: 1 } },
      { $setOnInsert: { q: 1 } },
      { $rename: { z: 'y' } },
    ]) {
      expect(compileUpdate(stored(update)).apply(doc, { now }), JSON.stringify(update)).toBe(doc)
    }
    expect(compileUpdate(stored({ a: 1, b: [1, 2], c: { d: 1 } })).apply(doc, { now })).toBe(doc)
    expect(compileUpdate([{ $set: { a: '$a' } }]).apply(doc, { now })).toBe(doc)
    expect(compileUpdate(stored({ $set: { a: double(1) } })).apply(doc, { now })).not.toBe(doc)
  })

  refusals('refuses what the server refuses, with its code', [
    [{ a: 'x' }, { $inc: { a: 1 } }, 14],
    [{ a: 1 }, { $inc: { a: 'x' } }, 14],
    [{ a: null }, { $inc: { a: 1 } }, 14],
    [{ a: 1 }, { $mul: { a: '2' } }, 14],
    [{ a: long(2n ** 63n - 1n) }, { $inc: { a: 1 } }, 2],
    [{ a: 1 }, { $push: { a: 1 } }, 2],
    [{ a: 1 }, { $addToSet: { a: 1 } }, 2],
    [{ a: 1 }, { $pull: { a: 1 } }, 2],
    [{ a: 1 }, { $pullAll: { a: [1] } }, 2],
    [{ a: [1] }, { $pullAll: { a: 1 } }, 2],
    [{ a: 1 }, { $pop: { a: 1 } }, 14],
    [{ a: [1] }, { $pop: { a: 2 } }, 9],
    [{ a: [1] }, { $push: { a: { $each: 1 } } }, 2],
    [{ a: [1] }, { $push: { a: { $each: [1], $bogus: 1 } } }, 2],
    [{ a: [1] }, { $push: { a: { $each: [1], $slice: 'x' } } }, 2],
    [{ a: [1] }, { $push: { a: { $each: [1], $sort: 2 } } }, 2],
    [{ a: [1] }, { $addToSet: { a: { $each: 1 } } }, 14],
    [{ a: 1.5 }, { $bit: { a: { and: 1 } } }, 2],
    [{ a: 1 }, { $bit: { a: { and: 1.5 } } }, 2],
    [{ a: 1 }, { $set: { 'a.b': 1 } }, 28],
    [{ a: null }, { $set: { 'a.b': 1 } }, 28],
    [{ a: [1] }, { $set: { 'a.b': 1 } }, 28],
    [{ a: [1] }, { $set: { 'a.2000000': 1 } }, 51],
    [{ a: 1 }, { $set: { a: 1, 'a.b': 2 } }, 40],
    [{ a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    [{ a: 1 }, { $set: { 'b.c': 1 }, $unset: { b: 1 } }, 40],
    [{ a: 1 }, { $rename: { a: 'b' }, $set: { a: 2 } }, 40],
    [{ a: [1] }, { $set: { 'a.$[]': 1, 'a.0': 2 } }, 40],
    [{ a: 1 }, { $rename: { a: 'a' } }, 2],
    [{ a: 1 }, { $rename: { a: 5 } }, 2],
    [{ a: [1] }, { $rename: { 'a.0': 'b' } }, 2],
    [{ a: 1 }, { $rename: { 'a.$': 'b' } }, 2],
    [{ _id: 1 }, { $set: { _id: 2 } }, 66],
    [{ _id: 1 }, { $unset: { _id: 1 } }, 66],
    [{ _id: { a: 1 } }, { $set: { '_id.a': 2 } }, 66],
    [{ a: 1 }, { $foo: { a: 1 } }, 9],
    [{ a: 1 }, { $set: { a: 1 }, b: 2 }, 9],
    [{ a: 1 }, { $set: 5 }, 9],
    [{ a: 1 }, { $set: { '': 1 } }, 56],
    [{ a: 1 }, { $set: { 'a..b': 1 } }, 56],
    [{ a: 1 }, { $set: { $a: 1 } }, 52],
    [{ a: 1 }, { $set: { 'b.$c': 1 } }, 52],
    [{ a: [1] }, { $set: { 'a.$': 1 } }, 2],
    [{ a: [1] }, { $set: { '$[]': 1 } }, 2],
    [{ a: [[1]] }, { $set: { 'a.$.$': 1 } }, 2],
    [{}, { $set: { 'a.$[]': 1 } }, 2],
    [{ a: 1 }, { $set: { 'a.$[]': 1 } }, 2],
    [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
    [{ a: [1] }, { $set: { b: 1 } }, 9, { arrayFilters: [{ x: 1 }] }],
    [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, 9, { arrayFilters: [{ x: 1 }, { x: 2 }] }],
    [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, 9, { arrayFilters: [{}] }],
    [{ a: [1] }, { $set: { 'a.$[X]': 1 } }, 2, { arrayFilters: [{ X: 1 }] }],
    [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, 9, { arrayFilters: [{ x: 1, y: 2 }] }],
    [{}, { $currentDate: { a: 'date' } }, 2],
    [{}, { $currentDate: { a: { $type: 'x' } } }, 2],
  ])

  it('adds as exactly as the wider type can', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        const types = new Set([typeName(a), typeName(b)])
        const wide = types.has('decimal')
          ? 'decimal'
          : types.has('double')
            ? 'double'
            : types.has('long')
              ? 'long'
              : 'int'
        const integers = wide === 'int' || wide === 'long'
        const sum = integers ? toBigInt(a) + toBigInt(b) : 0n
        if (sum > 2n ** 63n - 1n || sum < -(2n ** 63n)) {
          expect(codeOf(() => apply({ a }, { $inc: { a: b } }))).toBe(2)
          return
        }
        const result = apply({ a }, { $inc: { a: b } })['a']
        const overflow = wide === 'int' && BigInt.asIntN(32, sum) !== sum
        expect(typeName(result)).toBe(overflow ? 'long' : wide)
        if (integers) expect(toBigInt(result)).toBe(sum)
      }),
      { numRuns: 3000 },
    )
  })

  it('keeps the least or greatest by the order of values', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        const least = apply({ a }, { $min: { a: b } })['a']
        expect(compareValues(least, a)).toBeLessThanOrEqual(0)
        expect(compareValues(least, b)).toBeLessThanOrEqual(0)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a replacement', () => {
  table('keeps the _id', [
    [{ _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
    [
      { _id: 1, a: 1 },
      { b: 2, _id: 1 },
      { _id: 1, b: 2 },
    ],
    [{ _id: 1, a: 1 }, {}, { _id: 1 }],
    [{ _id: 1 }, { a: { $b: 1 }, 'c.d': 2 }, { _id: 1, a: { $b: 1 }, 'c.d': 2 }],
  ])

  it('puts the present time in the place of a zero timestamp', () => {
    const result = apply(
      { _id: 1 },
      { at: new Timestamp({ t: 0, i: 0 }), in: { at: new Timestamp({ t: 0, i: 0 }) } },
    )
    const present = new Timestamp({ t: now.getTime() / 1000, i: 1 })
    expect(canonical(result)).toBe(
      canonical({ _id: 1, at: present, in: { at: new Timestamp({ t: 0, i: 0 }) } }),
    )
  })

  refusals('refuses another _id and names that begin with a dollar', [
    [{ _id: 1 }, { _id: 2 }, 66],
    [{ _id: 1 }, { a: 1, $b: 2 }, 52],
    [{ _id: 1 }, { a: 1 }, 9, { arrayFilters: [{ x: 1 }] }],
  ])
})

describe('a pipeline update', () => {
  table('computes from the document', [
    [{ _id: 1, a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }], { _id: 1, b: 2 }],
    [{ _id: 1, a: 1 }, [{ $replaceWith: { c: '$a' } }], { _id: 1, c: 1 }],
    [{ _id: 1, a: 1, b: 2 }, [{ $project: { a: 1 } }], { _id: 1, a: 1 }],
    [{ _id: 1 }, [{ $addFields: { at: '$$NOW' } }], { _id: 1, at: now }],
    [{ _id: 1 }, [{ $set: { x: '$$v' } }], { _id: 1, x: 5 }, { let: { v: { $add: [2, 3] } } }],
    [
      { _id: 1 },
      [{ $replaceWith: { $setField: { field: { $literal: '$a' }, value: 1, input: '$$ROOT' } } }],
      { _id: 1, $a: 1 },
    ],
    [
      { _id: 1 },
      [{ $replaceWith: { $setField: { field: 'a.b', value: 1, input: '$$ROOT' } } }],
      { _id: 1, 'a.b': 1 },
    ],
  ])

  refusals('refuses other stages and a changed _id', [
    [{ _id: 1 }, [{ $match: {} }], 72],
    [{ _id: 1 }, [{ $set: { _id: 2 } }], 66],
    [{ _id: 1 }, [{ $bogus: 1 }], 72],
    [{ _id: 1 }, [{ $set: { a: { $foo: 1 } } }], 168],
    [{ _id: 1 }, [{ $set: { a: 1 } }], 9, { arrayFilters: [{ x: 1 }] }],
  ])
})

describe('an upsert', () => {
  const upsert = (filter: Doc, update: Doc | Doc[]): Doc =>
    buildUpsert(stored(filter), compileUpdate(Array.isArray(update) ? update : stored(update)), now)

  it('takes the equalities of the filter, then the update', () => {
    const cases: [Doc, Doc | Doc[], Doc][] = [
      [{ _id: 1 }, { $set: { a: 1 } }, { _id: 1, a: 1 }],
      [{ _id: 1, b: 2, a: 1 }, { $inc: { c: 1 } }, { _id: 1, a: 1, b: 2, c: 1 }],
      [{ _id: 1, 'a.b': 1 }, { $set: { 'a.c': 2 } }, { _id: 1, a: { b: 1, c: 2 } }],
      [{ _id: { $eq: 1 }, x: { $gt: 5 } }, { $setOnInsert: { a: 1 } }, { _id: 1, a: 1 }],
      [{ $and: [{ _id: 1 }, { a: 2 }] }, { $inc: { a: 1 } }, { _id: 1, a: 3 }],
      [{ _id: 1, a: { $in: [4] } }, { $set: { b: 1 } }, { _id: 1, a: 4, b: 1 }],
      [{ _id: 1, a: { $all: [4] } }, { $set: { b: 1 } }, { _id: 1, a: 4, b: 1 }],
      [{ $or: [{ _id: 1 }] }, { $set: { b: 1 } }, { _id: 1, b: 1 }],
      [{ _id: 1, a: /x/ }, { $set: { b: 1 } }, { _id: 1, b: 1 }],
      [{ _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
      [{ a: 1 }, { _id: 5, b: 2 }, { _id: 5, b: 2 }],
      [{ _id: 1, a: 1 }, [{ $set: { b: '$a' } }], { _id: 1, a: 1, b: 1 }],
      [{ a: 1 }, { $setOnInsert: { _id: 7 } }, { _id: 7, a: 1 }],
    ]
    for (const [filter, update, expected] of cases) {
      expect(canonical(upsert(filter, update)), JSON.stringify(filter)).toBe(canonical(expected))
    }
  })

  it('makes an _id when there is none and puts it first', () => {
    const doc = upsert({ a: 1 }, { $set: { b: 1 } })
    expect(Object.keys(doc)).toEqual(['_id', 'a', 'b'])
    expect(doc['_id']).toBeInstanceOf(ObjectId)
  })

  it('refuses what the filter leaves open', () => {
    expect(codeOf(() => upsert({ $and: [{ a: 1 }, { a: 2 }] }, { $set: { b: 1 } }))).toBe(54)
    expect(codeOf(() => upsert({ a: 1, 'a.b': 2 }, { $set: { b: 1 } }))).toBe(54)
    expect(codeOf(() => upsert({ a: { $all: [1, 2] } }, { $set: { b: 1 } }))).toBe(54)
    expect(codeOf(() => upsert({ _id: 1 }, { _id: 2 }))).toBe(66)
    expect(codeOf(() => upsert({ _id: 1 }, { $set: { _id: 2 } }))).toBe(66)
  })

  it('never loses the type of a number', () => {
    const doc = upsert({ _id: int(1), a: Long.fromNumber(1) }, { $inc: { a: int(1) } })
    expect(typeName(doc['a'])).toBe('long')
  })
})
