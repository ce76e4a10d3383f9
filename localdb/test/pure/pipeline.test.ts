import { describe, expect, it } from 'vitest'
import { runPipeline, splitWriteStage, type PipelineContext } from '../../src/aggregate/run.ts'
import type { Doc } from '../../src/bson/types.ts'
import { compileFilter } from '../../src/query/match.ts'
import { sortDocs } from '../../src/query/sort.ts'
import { canonical, codeOf, decimal, double, long, stored } from './support.ts'

type Data = Record<string, Doc[]>

/** A context over collections in memory that notes what it is asked. */
function over(
  data: Data,
  extra: { let?: Doc; collation?: Doc } = {},
): PipelineContext & { asked: unknown[] } {
  const asked: unknown[] = []
  const find = (name: string, filter: Doc = {}): Doc[] => {
    const matcher = compileFilter(filter, extra)
    return (data[name] ?? []).map(stored).filter((doc) => matcher.matches(doc))
  }
  return {
    ...extra,
    asked,
    now: new Date(0),
    source: (match, sort, limit) => {
      asked.push({ match, sort, limit })
      const found = find('main', match)
      const sorted = sort ? sortDocs(found, sort) : found
      return limit === undefined ? sorted : sorted.slice(0, limit)
    },
    lookup: (collection, filter) => {
      asked.push({ collection, filter })
      return find(collection, filter)
    },
  }
}

function run(
  pipeline: Doc[],
  main: Doc[],
  others: Data = {},
  extra: { let?: Doc; collation?: Doc } = {},
): Doc[] {
  return [...runPipeline(pipeline.map(stored), over({ main, ...others }, extra))]
}

function table(name: string, cases: [pipeline: Doc[], docs: Doc[], expected: Doc[]][]): void {
  it(`${name}`, () => {
    for (const [pipeline, docs, expected] of cases) {
      expect(canonical(run(pipeline, docs)), JSON.stringify(pipeline)).toBe(canonical(expected))
    }
  })
}

describe('a pipeline', () => {
  const three = [
    { _id: 1, a: 3 },
    { _id: 2, a: 1 },
    { _id: 3, a: 2 },
  ]

  table('filters, sorts and cuts', [
    [[], three, three],
    [[{ $match: { a: { $gt: 1 } } }], three, [three[0] as Doc, three[2] as Doc]],
    [[{ $sort: { a: 1 } }, { $skip: 1 }, { $limit: 1 }], three, [three[2] as Doc]],
    [
      [{ $match: { a: { $gt: 0 } } }, { $sort: { a: -1 } }, { $limit: 2 }],
      three,
      [three[0] as Doc, three[2] as Doc],
    ],
    [[{ $project: { a: 1, _id: 0 } }, { $sort: { a: 1 } }], three, [{ a: 1 }, { a: 2 }, { a: 3 }]],
    [[{ $limit: 2 }, { $match: { a: 1 } }], three, [three[1] as Doc]],
    [[{ $count: 'n' }], three, [{ n: 3 }]],
    [[{ $match: { a: 99 } }, { $count: 'n' }], three, []],
    [[{ $match: { $expr: { $eq: ['$a', 2] } } }], three, [three[2] as Doc]],
  ])

  table('shapes documents', [
    [[{ $project: { b: '$a', c: { $add: ['$a', 1] } } }], [{ _id: 1, a: 1 }], [{ _id: 1, b: 1, c: 2 }]],
    [[{ $project: { 'a.b': 1 } }], [{ _id: 1, a: [{ b: 1, c: 1 }, 2] }], [{ _id: 1, a: [{ b: 1 }] }]],
    [[{ $project: { a: 0 } }], [{ _id: 1, a: 1, b: 2 }], [{ _id: 1, b: 2 }]],
    [
      [{ $addFields: { b: 2, 'c.d': '$a' } }],
      [{ _id: 1, a: 1, b: 1 }],
      [{ _id: 1, a: 1, b: 2, c: { d: 1 } }],
    ],
    [[{ $set: { a: '$$REMOVE', b: '$zz' } }], [{ _id: 1, a: 1, b: 1 }], [{ _id: 1 }]],
    [[{ $set: { 'a.x': 1 } }], [{ a: [{ y: 1 }, 5] }], [{ a: [{ y: 1, x: 1 }, { x: 1 }] }]],
    [[{ $set: { a: {} } }], [{ _id: 1 }], [{ _id: 1, a: {} }]],
    [[{ $set: { a: { b: { $literal: 1 } } } }], [{ _id: 1, a: { c: 2 } }], [{ _id: 1, a: { c: 2, b: 1 } }]],
    [[{ $unset: ['a', 'b.c'] }], [{ _id: 1, a: 1, b: { c: 1, d: 1 } }], [{ _id: 1, b: { d: 1 } }]],
    [[{ $replaceRoot: { newRoot: '$a' } }], [{ a: { x: 1 } }], [{ x: 1 }]],
    [[{ $replaceWith: { $mergeObjects: ['$$ROOT', { z: 1 }] } }], [{ _id: 1 }], [{ _id: 1, z: 1 }]],
    [
      [{ $unwind: '$a' }],
      [{ _id: 1, a: [1, 2] }, { _id: 2, a: [] }, { _id: 3 }, { _id: 4, a: 5 }],
      [
        { _id: 1, a: 1 },
        { _id: 1, a: 2 },
        { _id: 4, a: 5 },
      ],
    ],
    [
      [{ $unwind: { path: '$a', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true } }],
      [
        { _id: 1, a: [7] },
        { _id: 2, a: [] },
        { _id: 3, a: null },
      ],
      [
        { _id: 1, a: 7, i: long(0) },
        { _id: 2, i: null },
        { _id: 3, a: null, i: null },
      ],
    ],
    [[{ $unwind: '$a.b' }], [{ a: { b: [1, 2], c: 1 } }], [{ a: { b: 1, c: 1 } }, { a: { b: 2, c: 1 } }]],
  ])

  const sales = [
    { _id: 1, city: 'a', n: 1, at: 3 },
    { _id: 2, city: 'b', n: 2.5, at: 1 },
    { _id: 3, city: 'a', n: long(4), at: 2 },
    { _id: 4, n: decimal('1.1'), at: 9 },
    { _id: 5, city: null, n: 'x', at: 0 },
  ]

  table('groups', [
    [
      [{ $group: { _id: '$city', total: { $sum: '$n' }, count: { $sum: 1 } } }],
      sales,
      [
        { _id: 'a', total: long(5), count: 2 },
        { _id: 'b', total: 2.5, count: 1 },
        { _id: null, total: decimal('1.1'), count: 2 },
      ],
    ],
    [
      [{ $group: { _id: null, n: { $count: {} }, avg: { $avg: '$at' } } }],
      sales,
      [{ _id: null, n: 5, avg: double(3) }],
    ],
    [
      [
        { $match: { city: 'a' } },
        {
          $group: {
            _id: { c: '$city' },
            list: { $push: '$n' },
            first: { $first: '$n' },
            last: { $last: '$n' },
            min: { $min: '$n' },
            max: { $max: '$n' },
          },
        },
      ],
      sales,
      [{ _id: { c: 'a' }, list: [1, long(4)], first: 1, last: long(4), min: 1, max: long(4) }],
    ],
    [
      [{ $group: { _id: null, set: { $addToSet: '$v' } } }],
      [{ v: 1 }, { v: double(1) }, { v: 2 }, {}],
      [{ _id: null, set: [1, 2] }],
    ],
    [
      [{ $group: { _id: null, all: { $mergeObjects: '$v' } } }],
      [{ v: { a: 1 } }, { v: { a: 2, b: 1 } }],
      [{ _id: null, all: { a: 2, b: 1 } }],
    ],
    [
      [{ $group: { _id: '$v' } }],
      [{ v: 1 }, { v: long(1) }, { v: decimal('1.0') }, { v: '1' }],
      [{ _id: 1 }, { _id: '1' }],
    ],
    [
      [
        {
          $group: {
            _id: '$zz',
            x: { $first: '$yy' },
            s: { $sum: '$yy' },
            a: { $avg: '$yy' },
            m: { $max: '$yy' },
          },
        },
      ],
      [{ _id: 1 }],
      [{ _id: null, x: null, s: 0, a: null, m: null }],
    ],
    [
      [{ $group: { _id: null, big: { $sum: '$v' } } }],
      [{ v: 2147483647 }, { v: 1 }],
      [{ _id: null, big: long(2147483648) }],
    ],
    [
      [{ $group: { _id: null, sd: { $stdDevPop: '$v' } } }],
      [{ v: 1 }, { v: 3 }],
      [{ _id: null, sd: double(1) }],
    ],
    [
      [
        {
          $group: {
            _id: null,
            top: { $top: { sortBy: { at: 1 }, output: '$_id' } },
            two: { $bottomN: { n: 2, sortBy: { at: 1 }, output: '$_id' } },
            small: { $minN: { n: 2, input: '$at' } },
            firsts: { $firstN: { n: 2, input: '$_id' } },
            lasts: { $lastN: { n: 2, input: '$_id' } },
          },
        },
      ],
      sales,
      [{ _id: null, top: 5, two: [1, 4], small: [0, 1], firsts: [1, 2], lasts: [4, 5] }],
    ],
    [
      [{ $sortByCount: '$city' }, { $limit: 1 }],
      [{ city: 'b' }, { city: 'a' }, { city: 'b' }],
      [{ _id: 'b', count: 2 }],
    ],
    [
      [{ $bucket: { groupBy: '$at', boundaries: [0, 2, 5], default: 'other', output: { n: { $sum: 1 } } } }],
      sales,
      [
        { _id: 0, n: 2 },
        { _id: 2, n: 2 },
        { _id: 'other', n: 1 },
      ],
    ],
    [
      [{ $bucketAuto: { groupBy: '$at', buckets: 2 } }],
      sales,
      [
        { _id: { min: 0, max: 3 }, count: 3 },
        { _id: { min: 3, max: 9 }, count: 2 },
      ],
    ],
    [
      [
        {
          $facet: {
            few: [{ $limit: 1 }, { $project: { _id: 1 } }],
            all: [{ $match: { city: 'a' } }, { $count: 'n' }],
          },
        },
      ],
      sales,
      [{ few: [{ _id: 1 }], all: [{ n: 2 }] }],
    ],
  ])

  it('joins by fields with the semantics of arrays and null', () => {
    const others = {
      items: [{ _id: 1, sku: 'a' }, { _id: 2, sku: null }, { _id: 3 }, { _id: 4, sku: ['a', 'b'] }],
    }
    const join = { $lookup: { from: 'items', localField: 's', foreignField: 'sku', as: 'found' } }
    const ids = (local: Doc): unknown => {
      const [doc] = run([join], [local], others) as [{ found: Doc[] }]
      return doc.found.map((item) => Number(item['_id']))
    }
    expect(ids({ s: 'a' })).toEqual([1, 4])
    expect(ids({ s: null })).toEqual([2, 3])
    expect(ids({})).toEqual([2, 3])
    expect(ids({ s: ['b', 'zz'] })).toEqual([4])
    expect(ids({ s: [/a/] })).toEqual([])
  })

  it('asks for joined documents by the joined field, so that an index can be used', () => {
    const context = over({ main: [{ s: 1 }, { s: [1, 2] }], items: [] })
    expect([
      ...runPipeline([{ $lookup: { from: 'items', localField: 's', foreignField: 'k', as: 'x' } }], context),
    ]).toHaveLength(2)
    expect(canonical(context.asked.slice(1))).toBe(
      canonical([
        { collection: 'items', filter: { k: { $eq: 1 } } },
        { collection: 'items', filter: { k: { $in: [1, 2] } } },
      ]),
    )
  })

  it('joins by a pipeline with variables and asks by their values', () => {
    const context = over({
      main: [{ _id: 1, k: 7 }],
      items: [
        { _id: 1, k: 7, n: 1 },
        { _id: 2, k: 7, n: 5 },
        { _id: 3, k: 8, n: 5 },
      ],
    })
    const pipeline = [
      { $match: { $expr: { $and: [{ $eq: ['$k', '$$wanted'] }, { $gt: ['$n', 2] }] } } },
      { $sort: { n: -1 } },
      { $limit: 5 },
      { $project: { n: 1 } },
    ]
    const [doc] = [
      ...runPipeline(
        [stored({ $lookup: { from: 'items', let: { wanted: '$k' }, pipeline, as: 'x' } })],
        context,
      ),
    ]
    expect(canonical(doc)).toBe(canonical({ _id: 1, k: 7, x: [{ _id: 2, n: 5 }] }))
    expect(canonical(context.asked.at(-1))).toBe(
      canonical({ collection: 'items', filter: { k: { $eq: 7 } } }),
    )
  })

  it('sorts and cuts what a joined pipeline gives for each document', () => {
    const items = [3, 1, 2].map((n) => ({ _id: n, k: 1, n }))
    const pipeline = [{ $sort: { n: 1 } }, { $limit: 2 }, { $project: { _id: 0, n: 1 } }]
    const docs = run(
      [{ $lookup: { from: 'items', localField: 'k', foreignField: 'k', pipeline, as: 'x.y' } }],
      [{ k: 1 }, { k: 2 }],
      { items },
    )
    expect(canonical(docs)).toBe(
      canonical([
        { k: 1, x: { y: [{ n: 1 }, { n: 2 }] } },
        { k: 2, x: { y: [] } },
      ]),
    )
  })

  it('adds the documents of another collection', () => {
    const docs = run([{ $unionWith: { coll: 'b', pipeline: [{ $match: { n: 2 } }] } }], [{ n: 1 }], {
      b: [{ n: 1 }, { n: 2 }],
    })
    expect(canonical(docs)).toBe(canonical([{ n: 1 }, { n: 2 }]))
  })

  it('makes its own documents', () => {
    expect(canonical(run([{ $documents: [{ a: 1 }, { a: { $add: [1, 1] } }] }], []))).toBe(
      canonical([{ a: 1 }, { a: 2 }]),
    )
  })

  it('takes a sample without repetitions', () => {
    const ids = run([{ $sample: { size: 2 } }], three).map((doc) => Number(doc['_id']))
    expect(new Set(ids).size).toBe(2)
    expect(run([{ $sample: { size: 9 } }], three)).toHaveLength(3)
  })

  it('knows the variables of let', () => {
    const docs = run(
      [{ $match: { $expr: { $eq: ['$a', '$$id'] } } }, { $project: { y: '$$y' } }],
      three,
      {},
      { let: { id: 1, y: { $literal: '$bar' } } },
    )
    expect(canonical(docs)).toBe(canonical([{ _id: 2, y: '$bar' }]))
  })

  it('hands its first filter, sort and limit to the source', () => {
    const context = over({ main: three })
    expect([
      ...runPipeline(
        [
          { $match: { a: { $gt: 0 } } },
          { $match: { _id: { $gt: 0 } } },
          { $sort: { a: 1 } },
          { $skip: 1 },
          { $limit: 1 },
        ],
        context,
      ),
    ]).toHaveLength(1)
    expect(context.asked).toEqual([
      { match: { $and: [{ a: { $gt: 0 } }, { _id: { $gt: 0 } }] }, sort: { a: 1 }, limit: 2 },
    ])
  })

  it('reads no more of the source than it needs', () => {
    let read = 0
    const source = function* (): Iterable<Doc> {
      for (;;) yield { n: read++ }
    }
    const context = { ...over({}), source }
    expect([
      ...runPipeline([{ $project: { n: 1 } }, { $match: { n: { $gte: 1 } } }, { $limit: 2 }], context),
    ]).toHaveLength(2)
    expect(read).toBeLessThan(5)
  })

  it('splits off a final $out or $merge', () => {
    expect(splitWriteStage([{ $match: {} }, { $out: 'x' }])).toEqual({
      pipeline: [{ $match: {} }],
      write: { out: { coll: 'x' } },
    })
    expect(splitWriteStage([{ $out: { db: 'd', coll: 'x' } }]).write).toEqual({ out: { db: 'd', coll: 'x' } })
    expect(splitWriteStage([{ $merge: { into: 'x' } }]).write).toEqual({ merge: { into: 'x' } })
    expect(splitWriteStage([{ $merge: 'x' }]).write).toEqual({ merge: { into: 'x' } })
    expect(codeOf(() => splitWriteStage([{ $out: 'x' }, { $match: {} }]))).toBe(40601)
  })

  it('refuses what the server refuses before it reads a document', () => {
    const cases: [Doc[], number][] = [
      [[{ $bogus: 1 }], 40324],
      [[{ $match: {}, $limit: 1 }], 40323],
      [[{}], 40323],
      [[{ $match: 1 }], 15959],
      [[{ $limit: 0 }], 15958],
      [[{ $limit: -1 }], 5107201],
      [[{ $sort: {} }], 15976],
      [[{ $group: { a: { $sum: 1 } } }], 15955],
      [[{ $group: { _id: 1, a: 1 } }], 40234],
      [[{ $group: { _id: 1, a: { $foo: 1 } } }], 15952],
      [[{ $group: { _id: 1, 'a.b': { $sum: 1 } } }], 40235],
      [[{ $project: {} }], 51272],
      [[{ $unwind: 'a' }], 28818],
      [[{ $count: '' }], 40156],
      [[{ $facet: { a: [{ $out: 'x' }] } }], 40600],
      [[{ $limit: 1 }, { $documents: [] }], 40602],
      [[{ $lookup: { from: 'x', as: 'y' } }], 9],
      [[{ $setWindowFields: {} }], 238],
      [[{ $graphLookup: {} }], 238],
      [[{ $changeStream: {} }], 238],
      [[{ $bucketAuto: { groupBy: '$a', buckets: 1, granularity: 'R5' } }], 238],
    ]
    for (const [pipeline, code] of cases) {
      const context = over({ main: three })
      expect(
        codeOf(() => runPipeline(pipeline, context)),
        JSON.stringify(pipeline),
      ).toBe(code)
      expect(context.asked).toEqual([])
    }
    expect(codeOf(() => run([{ $replaceRoot: { newRoot: '$a' } }], three))).toBe(40228)
  })
})
