import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareValues } from '../../src/bson/compare.ts'
import type { Doc } from '../../src/bson/types.ts'
import { compileProjection } from '../../src/query/projection.ts'
import { compileSort, sortDocs } from '../../src/query/sort.ts'
import { anyValue, canonical, codeOf, decimal, double, stored } from './support.ts'

type Case = [spec: Doc, doc: Doc, expected: Doc, filter?: Doc]

function table(name: string, cases: Case[]): void {
  it(`${name}`, () => {
    for (const [spec, doc, expected, filter] of cases) {
      const project = compileProjection(stored(spec), filter)
      expect(canonical(project(stored(doc))), JSON.stringify(spec)).toBe(canonical(expected))
    }
  })
}

describe('a find projection', () => {
  table('includes and excludes fields', [
    [{}, { _id: 1, a: 1 }, { _id: 1, a: 1 }],
    [{ a: 1 }, { _id: 1, b: 2, a: 1 }, { _id: 1, a: 1 }],
    [{ a: 1, _id: 0 }, { _id: 1, b: 2, a: 1 }, { a: 1 }],
    [{ _id: 0 }, { _id: 1, a: 1 }, { a: 1 }],
    [{ _id: 1 }, { _id: 1, a: 1 }, { _id: 1 }],
    [{ a: 0 }, { _id: 1, a: 1, b: 2 }, { _id: 1, b: 2 }],
    [
      { a: 0, _id: 1 },
      { _id: 1, a: 1, b: 2 },
      { _id: 1, b: 2 },
    ],
    [
      { a: true, c: double(1) },
      { _id: 1, c: 3, b: 2, a: 1 },
      { _id: 1, c: 3, a: 1 },
    ],
    [{ 'a.b': 1 }, { a: { b: 1, c: 2 }, d: 3 }, { a: { b: 1 } }],
    [{ a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 }, { a: { b: 1 } }],
    [{ 'a.b': 1 }, { a: [{ b: 1, c: 2 }, 5, { c: 3 }, [{ b: 2 }]] }, { a: [{ b: 1 }, {}, [{ b: 2 }]] }],
    [{ 'a.b': 1 }, { a: 5 }, {}],
    [{ 'a.b': 0 }, { a: [{ b: 1, c: 2 }, 5], d: 1 }, { a: [{ c: 2 }, 5], d: 1 }],
  ])

  table('cuts and picks array elements', [
    [{ a: { $slice: 2 } }, { _id: 1, a: [1, 2, 3], b: 1 }, { _id: 1, a: [1, 2], b: 1 }],
    [{ a: { $slice: -1 } }, { a: [1, 2, 3] }, { a: [3] }],
    [{ a: { $slice: [1, 1] } }, { a: [1, 2, 3] }, { a: [2] }],
    [{ a: { $slice: [-2, 1] } }, { a: [1, 2, 3] }, { a: [2] }],
    [
      { a: { $slice: 1 }, b: 1 },
      { _id: 1, a: [1, 2], b: 1, c: 1 },
      { _id: 1, a: [1], b: 1 },
    ],
    [{ 'a.b': { $slice: 1 } }, { a: { b: [1, 2], c: 1 } }, { a: { b: [1], c: 1 } }],
    [{ a: { $slice: 1 } }, { a: 5 }, { a: 5 }],
    [
      { a: { $elemMatch: { b: 2 } } },
      { _id: 1, a: [{ b: 1 }, { b: 2, c: 1 }], d: 1 },
      { _id: 1, a: [{ b: 2, c: 1 }] },
    ],
    [
      { a: { $elemMatch: { $gt: 1 } }, d: 1 },
      { a: [1, 2, 3], d: 1 },
      { d: 1, a: [2] },
    ],
    [{ a: { $elemMatch: { b: 9 } } }, { _id: 1, a: [{ b: 1 }] }, { _id: 1 }],
    [{ 'a.$': 1 }, { _id: 1, a: [1, 2, 3], b: 1 }, { _id: 1, a: [2] }, { a: 2 }],
    [{ 'a.b.$': 1 }, { a: { b: [1, 2] } }, { a: { b: [2] } }, { 'a.b': { $gt: 1 } }],
  ])

  table('computes fields', [
    [{ b: '$a' }, { _id: 1, a: 1 }, { _id: 1, b: 1 }],
    [
      { a: 1, s: { $add: ['$a', 1] } },
      { _id: 1, a: 1 },
      { _id: 1, a: 1, s: 2 },
    ],
    [{ a: 'text' }, { _id: 1, a: 1 }, { _id: 1, a: 'text' }],
    [{ 'a.c': { $literal: 5 } }, { a: [{ b: 1 }, 2] }, { a: [{ c: 5 }, { c: 5 }] }],
    [{ n: ['$a', '$zz'] }, { a: 1 }, { n: [1, null] }],
    [{ n: { x: '$a' } }, { a: 1 }, { n: { x: 1 } }],
    [{ a: { $slice: ['$a', 1] } }, { a: [1, 2] }, { a: [1] }],
  ])

  it('refuses what the server refuses, with its code', () => {
    const cases: [Doc, number, Doc?][] = [
      [{ a: 1, b: 0 }, 31254],
      [{ a: 0, b: 1 }, 31253],
      [{ a: 1, 'a.b': 1 }, 31249],
      [{ 'a.b': 1, a: 1 }, 31250],
      [{ a: 0, b: '$c' }, 31252],
      [{ 'a.$': 1, 'b.$': 1 }, 31276],
      [{ 'a.$.b': 1 }, 31394],
      [{ 'a.b': { $elemMatch: {} } }, 31275],
      [{ a: { $elemMatch: 1 } }, 31274],
      [{ a: { $meta: 'textScore' } }, 238],
      [{ a: { $slice: 'x' } }, 28667],
      [{ a: {} }, 51270],
      [{ a: { $foo: 1 } }, 168],
      [{ 'a.': 1 }, 40353],
      [{ $a: 1 }, 16410],
    ]
    for (const [spec, code] of cases)
      expect(
        codeOf(() => compileProjection(stored(spec))),
        JSON.stringify(spec),
      ).toBe(code)
    const positional = compileProjection({ 'a.$': 1 }, { b: 1 })
    expect(codeOf(() => positional({ a: [1], b: 1 }))).toBe(51246)
  })
})

describe('a sort', () => {
  const order = (docs: Doc[], spec: Doc): unknown[] => sortDocs(docs, spec).map((doc) => doc['_id'])

  it('follows several fields and directions', () => {
    const docs = [
      { _id: 1, a: 2, b: 1 },
      { _id: 2, a: 1, b: 1 },
      { _id: 3, a: 1, b: 2 },
    ]
    expect(order(docs, { a: 1, b: -1 })).toEqual([3, 2, 1])
    expect(order(docs, { a: -1, b: 1 })).toEqual([1, 2, 3])
    expect(sortDocs(docs, { a: 1, b: -1 }, 1)).toEqual([docs[2]])
  })

  it('takes missing fields as null and orders types as BSON does', () => {
    const docs = [
      { _id: 1, a: 'x' },
      { _id: 2, a: decimal('1.5') },
      { _id: 3 },
      { _id: 4, a: 1 },
      { _id: 5, a: [] },
      { _id: 6, a: null },
    ]
    expect(order(docs, { a: 1 })).toEqual([5, 3, 6, 4, 2, 1])
  })

  it('takes the least element of an array ascending and the greatest descending', () => {
    const docs = [
      { _id: 1, a: [5, 1] },
      { _id: 2, a: 3 },
      { _id: 3, a: [2, 9] },
    ]
    expect(order(docs, { a: 1 })).toEqual([1, 3, 2])
    expect(order(docs, { a: -1 })).toEqual([3, 1, 2])
    expect(
      order(
        [
          { _id: 1, a: [{ b: 4 }, { b: 2 }] },
          { _id: 2, a: { b: 3 } },
        ],
        { 'a.b': 1 },
      ),
    ).toEqual([1, 2])
  })

  it('keeps elements of one array together in a compound sort', () => {
    const docs = [
      {
        _id: 1,
        a: [
          { x: 1, y: 5 },
          { x: 2, y: 1 },
        ],
      },
      { _id: 2, a: [{ x: 1, y: 3 }] },
    ]
    expect(order(docs, { 'a.x': 1, 'a.y': 1 })).toEqual([2, 1])
  })

  it('refuses wrong specifications', () => {
    expect(codeOf(() => compileSort({ a: 2 }))).toBe(15975)
    expect(codeOf(() => compileSort({ a: 'x' }))).toBe(15974)
    expect(codeOf(() => compileSort({ a: { $meta: 'textScore' } }))).toBe(238)
    expect(codeOf(() => sortDocs([{ a: [1], b: [1] }, {}], { a: 1, b: 1 }))).toBe(2)
  })

  it('is the order of values for plain fields', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        fc.pre(!Array.isArray(a) && !Array.isArray(b))
        expect(Math.sign(compileSort({ v: 1 })({ v: a }, { v: b }))).toBe(Math.sign(compareValues(a, b)))
        expect(Math.sign(compileSort({ v: -1 })({ v: a }, { v: b })) + 0).toBe(
          Math.sign(compareValues(b, a)) + 0,
        )
      }),
    )
  })
})
