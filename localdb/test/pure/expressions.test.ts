import { Binary, BSONRegExp, ObjectId, Timestamp } from 'bson'
import { describe, expect, it } from 'vitest'
import { compileExpression } from '../../src/aggregate/expression.ts'
import { makeScope } from '../../src/aggregate/variables.ts'
import type { Doc } from '../../src/bson/types.ts'
import { canonical, codeOf, decimal, double, long, stored } from './support.ts'

const now = new Date('2026-11-22T08:00:00Z')
const MISSING = '$missing'

function evaluate(expression: unknown, doc: Doc = {}): unknown {
  const { value } = stored({ value: expression }) as { value: unknown }
  return compileExpression(value, makeScope({ now }))(stored(doc))
}

/** A branch of `$switch`. */
function branch(test: boolean, result: number): Doc {
  return JSON.parse(`{"case": ${test}, "then": ${result}}`) as Doc
}

function table(name: string, cases: [expression: unknown, expected: unknown, doc?: Doc][]): void {
  it(`${name}`, () => {
    for (const [expression, expected, doc] of cases) {
      const wanted = expected === MISSING ? undefined : expected
      expect(canonical(evaluate(expression, doc)), JSON.stringify(expression)).toBe(canonical(wanted))
    }
  })
}

function refusals(name: string, cases: [expression: unknown, code: number, doc?: Doc][]): void {
  it(`${name}`, () => {
    for (const [expression, code, doc] of cases) {
      expect(
        codeOf(() => evaluate(expression, doc)),
        JSON.stringify(expression),
      ).toBe(code)
    }
  })
}

describe('an expression', () => {
  table('reads fields and variables', [
    ['$a', 1, { a: 1 }],
    ['$a.b', 1, { a: { b: 1 } }],
    ['$a.b', [1, 2], { a: [{ b: 1 }, 5, { b: 2 }, {}] }],
    ['$a.0', [], { a: [1] }],
    ['$zz', MISSING],
    ['plain', 'plain'],
    ['$$ROOT', { a: 1 }, { a: 1 }],
    ['$$ROOT.a', 1, { a: 1 }],
    ['$$CURRENT.a', 1, { a: 1 }],
    ['$$NOW', now],
    ['$$REMOVE', MISSING],
    [{ $literal: '$a' }, '$a'],
    [['$a', '$zz', 3], [1, null, 3], { a: 1 }],
    [{ x: '$a', y: '$zz' }, { x: 1 }, { a: 1 }],
    [{ $let: { vars: { x: 2, y: '$a' }, in: { $add: ['$$x', '$$y'] } } }, 5, { a: 3 }],
    [{ $let: { vars: { CURRENT: '$a' }, in: '$b' } }, 7, { a: { b: 7 } }],
  ])

  table('computes with numbers', [
    [{ $add: [1, 2] }, 3],
    [{ $add: [2147483647, 1] }, long(2147483648)],
    [{ $add: [long(2n ** 63n - 1n), 1] }, double(2 ** 63)],
    [{ $add: [1, 0.5] }, 1.5],
    [{ $add: [decimal('0.1'), 1] }, decimal('1.1')],
    [{ $add: [new Date(5), 10] }, new Date(15)],
    [{ $add: [1, null] }, null],
    [{ $add: [] }, 0],
    [{ $subtract: [new Date(15), new Date(5)] }, long(10)],
    [{ $subtract: [new Date(15), 5] }, new Date(10)],
    [{ $subtract: [3, long(1)] }, long(2)],
    [{ $multiply: [3, decimal('0.5')] }, decimal('1.5')],
    [{ $divide: [6, 3] }, double(2)],
    [{ $divide: [decimal('1'), 8] }, decimal('0.125')],
    [{ $divide: [decimal('1'), 3] }, decimal('0.3333333333333333333333333333333333')],
    [{ $mod: [-7, 3] }, -1],
    [{ $mod: [7.5, 2] }, 1.5],
    [{ $abs: -3 }, 3],
    [{ $abs: decimal('-3.5') }, decimal('3.5')],
    [{ $ceil: 1.2 }, double(2)],
    [{ $floor: -1.2 }, double(-2)],
    [{ $floor: decimal('-1.2') }, decimal('-2')],
    [{ $round: [2.5] }, double(2)],
    [{ $round: [3.5] }, double(4)],
    [{ $round: [1.235, 2] }, 1.24],
    [{ $round: [2.675, 2] }, 2.67],
    [{ $round: [decimal('2.675'), 2] }, decimal('2.68')],
    [{ $round: [1234, -2] }, 1200],
    [{ $trunc: [-1.29, 1] }, -1.2],
    [{ $trunc: 7 }, 7],
    [{ $sqrt: 9 }, double(3)],
    [{ $sqrt: decimal('2') }, decimal('1.414213562373095048801688724209698')],
    [{ $sqrt: decimal('0.25') }, decimal('0.5')],
    [{ $pow: [2, 10] }, 1024],
    [{ $pow: [2, 40] }, long(2n ** 40n)],
    [{ $pow: [2, 70] }, double(2 ** 70)],
    [{ $pow: [2, -1] }, 0.5],
    [{ $pow: [decimal('1.1'), 2] }, decimal('1.21')],
    [{ $exp: 0 }, double(1)],
    [{ $ln: 1 }, double(0)],
    [{ $log10: 1000 }, double(3)],
    [{ $log: [8, 2] }, double(3)],
    [{ $sin: 0 }, double(0)],
    [{ $degreesToRadians: 180 }, Math.PI],
    [{ $bitAnd: [6, long(3)] }, long(2)],
    [{ $bitNot: 0 }, -1],
    [{ $sum: [1, 2.5, 'x', null] }, 3.5],
    [{ $sum: '$a' }, 6, { a: [1, 2, 3] }],
    [{ $sum: [0.1, 0.2, 0.3] }, 0.6],
    [{ $avg: [1, 2] }, 1.5],
    [{ $avg: ['x'] }, null],
    [{ $max: [1, 'a', null] }, 'a'],
    [{ $min: '$a' }, 1, { a: [3, 1, 2] }],
    [{ $stdDevPop: [1, 3] }, double(1)],
    [{ $stdDevSamp: [1] }, null],
  ])

  table('compares and decides', [
    [{ $eq: [1, double(1)] }, true],
    [{ $eq: ['$zz', null] }, false],
    [{ $lt: ['$zz', null] }, true],
    [{ $gt: [null, '$zz'] }, true],
    [{ $gt: ['a', 100] }, true],
    [{ $cmp: [1, 2] }, -1],
    [{ $ne: [decimal('1.0'), 1] }, false],
    [{ $and: [1, true, 'x'] }, true],
    [{ $and: [] }, true],
    [{ $or: [0, null] }, false],
    [{ $not: [0] }, true],
    [{ $cond: [true, 1, { $divide: [1, 0] }] }, 1],
    [JSON.parse('{"$cond": {"if": "$zz", "then": 1, "else": 2}}'), 2],
    [{ $ifNull: ['$zz', null, 5] }, 5],
    [{ $ifNull: ['$zz', '$yy'] }, MISSING],
    [
      {
        $switch: {
          branches: [branch(false, 1), branch(true, 2)],
          default: 3,
        },
      },
      2,
    ],
    [{ $switch: { branches: [branch(false, 1)], default: 3 } }, 3],
  ])

  table('works on text', [
    [{ $concat: ['a', 'b'] }, 'ab'],
    [{ $concat: ['a', null] }, null],
    [{ $toUpper: 'aé' }, 'Aé'],
    [{ $toLower: 'ABC' }, 'abc'],
    [{ $toUpper: null }, ''],
    [{ $substrBytes: ['hello', 1, 3] }, 'ell'],
    [{ $substr: ['hello', 1, -1] }, 'ello'],
    [{ $substrCP: ['灵工台', 1, 5] }, '工台'],
    [{ $strLenCP: '灵工台' }, 3],
    [{ $strLenBytes: '灵工台' }, 9],
    [{ $split: ['a-b', '-'] }, ['a', 'b']],
    [{ $trim: { input: '  a ' } }, 'a'],
    [{ $ltrim: { input: 'xxa', chars: 'x' } }, 'a'],
    [{ $rtrim: { input: 'axx', chars: 'x' } }, 'a'],
    [{ $indexOfCP: ['灵工台', '台'] }, 2],
    [{ $indexOfBytes: ['灵工台', '台'] }, 6],
    [{ $indexOfCP: ['abc', 'z'] }, -1],
    [{ $indexOfCP: ['abab', 'b', 2] }, 3],
    [{ $replaceOne: { input: 'aXbX', find: 'X', replacement: { $literal: '$&' } } }, 'a$&bX'],
    [{ $replaceAll: { input: 'aXbX', find: 'X', replacement: '-' } }, 'a-b-'],
    [{ $strcasecmp: ['a', 'B'] }, -1],
    [{ $regexMatch: { input: 'Hello', regex: '^h', options: 'i' } }, true],
    [{ $regexMatch: { input: null, regex: 'a' } }, false],
    [
      { $regexFind: { input: '灵ab', regex: new BSONRegExp('a(b)(c)?') } },
      { match: 'ab', idx: 1, captures: ['b', null] },
    ],
    [{ $regexFind: { input: 'x', regex: 'y' } }, null],
    [
      { $regexFindAll: { input: 'a1b2', regex: '[0-9]' } },
      [
        { match: '1', idx: 1, captures: [] },
        { match: '2', idx: 3, captures: [] },
      ],
    ],
  ])

  table('works on arrays', [
    [{ $arrayElemAt: ['$a', -1] }, 3, { a: [1, 2, 3] }],
    [{ $arrayElemAt: ['$a', 9] }, MISSING, { a: [1] }],
    [{ $first: '$a' }, 1, { a: [1, 2] }],
    [{ $last: '$a' }, 2, { a: [1, 2] }],
    [{ $size: '$a' }, 2, { a: [1, 2] }],
    [{ $isArray: '$a' }, true, { a: [] }],
    [{ $concatArrays: [[1], [2, 3]] }, [1, 2, 3]],
    [{ $slice: ['$a', 1, 2] }, [2, 3], { a: [1, 2, 3, 4] }],
    [{ $slice: ['$a', -2] }, [3, 4], { a: [1, 2, 3, 4] }],
    [{ $in: [long(2), '$a'] }, true, { a: [1, 2] }],
    [{ $indexOfArray: ['$a', 2] }, 1, { a: [1, 2] }],
    [{ $reverseArray: '$a' }, [2, 1], { a: [1, 2] }],
    [{ $range: [0, 5, 2] }, [0, 2, 4]],
    [{ $range: [3, 0, -1] }, [3, 2, 1]],
    [{ $zip: { inputs: [[1, 2], ['a']] } }, [[1, 'a']]],
    [
      { $zip: { inputs: [[1, 2], ['a']], useLongestLength: true, defaults: [0, 'z'] } },
      [
        [1, 'a'],
        [2, 'z'],
      ],
    ],
    [{ $map: { input: '$a', as: 'x', in: { $multiply: ['$$x', 2] } } }, [2, 4], { a: [1, 2] }],
    [
      { $map: { input: '$a', in: { $map: { input: '$$this', as: 'y', in: '$$y' } } } },
      [[1], [2]],
      { a: [[1], [2]] },
    ],
    [{ $filter: { input: '$a', cond: { $gt: ['$$this', 1] } } }, [2, 3], { a: [1, 2, 3] }],
    [{ $filter: { input: '$a', as: 'x', cond: { $gt: ['$$x', 0] }, limit: 1 } }, [1], { a: [1, 2, 3] }],
    [{ $reduce: { input: '$a', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6, { a: [1, 2, 3] }],
    [{ $sortArray: { input: '$a', sortBy: -1 } }, [3, 2, 1], { a: [1, 3, 2] }],
    [{ $sortArray: { input: '$a', sortBy: { k: 1 } } }, [{ k: 1 }, { k: 2 }], { a: [{ k: 2 }, { k: 1 }] }],
    [{ $arrayToObject: [[{ k: 'a', v: 1 }]] }, { a: 1 }],
    [
      {
        $arrayToObject: {
          $literal: [
            ['a', 1],
            ['b', 2],
          ],
        },
      },
      { a: 1, b: 2 },
    ],
    [{ $objectToArray: '$a' }, [{ k: 'x', v: 1 }], { a: { x: 1 } }],
    [{ $firstN: { n: 2, input: '$a' } }, [3, 1], { a: [3, 1, 2] }],
    [{ $maxN: { n: 2, input: '$a' } }, [3, 2], { a: [3, 1, 2] }],
    [
      {
        $setUnion: [
          [1, 2],
          [double(2), 3],
        ],
      },
      [1, 2, 3],
    ],
    [
      {
        $setIntersection: [
          [1, 2],
          [2, 3],
        ],
      },
      [2],
    ],
    [{ $setDifference: [[1, 2, 2], [2]] }, [1]],
    [
      {
        $setEquals: [
          [1, 2, 2],
          [2, 1],
        ],
      },
      true,
    ],
    [{ $setIsSubset: [[1], [1, 2]] }, true],
    [{ $anyElementTrue: [[0, 1]] }, true],
    [{ $allElementsTrue: [[0, 1]] }, false],
  ])

  table('works on documents', [
    [{ $mergeObjects: ['$a', { y: 2 }] }, { x: 1, y: 2 }, { a: { x: 1 } }],
    [{ $mergeObjects: '$a' }, { x: 1, y: 2 }, { a: [{ x: 1 }, { y: 2 }] }],
    [{ $getField: 'a.b' }, 5, { 'a.b': 5 }],
    [{ $getField: { field: { $literal: '$x' }, input: '$$ROOT' } }, 5, { $x: 5 }],
    [{ $setField: { field: 'b', input: '$$ROOT', value: 2 } }, { a: 1, b: 2 }, { a: 1 }],
    [{ $unsetField: { field: 'a', input: '$$ROOT' } }, { b: 2 }, { a: 1, b: 2 }],
    [{ $bsonSize: {} }, 5],
    [{ $binarySize: new Binary(Buffer.from('abc')) }, 3],
    [{ $tsSecond: new Timestamp({ t: 5, i: 7 }) }, long(5)],
  ])

  const date = new Date('2024-02-29T23:30:15.123Z')
  table('works on dates', [
    [{ $year: '$d' }, 2024, { d: date }],
    [{ $month: { date: '$d', timezone: 'Asia/Shanghai' } }, 3, { d: date }],
    [{ $dayOfMonth: { date: '$d', timezone: '+08:00' } }, 1, { d: date }],
    [{ $hour: { date: '$d', timezone: 'America/New_York' } }, 18, { d: date }],
    [{ $dayOfWeek: '$d' }, 5, { d: date }],
    [{ $dayOfYear: '$d' }, 60, { d: date }],
    [{ $week: '$d' }, 8, { d: date }],
    [{ $isoWeek: new Date('2021-01-03T00:00:00Z') }, 53],
    [{ $isoWeekYear: new Date('2021-01-03T00:00:00Z') }, long(2020)],
    [{ $isoDayOfWeek: new Date('2021-01-03T00:00:00Z') }, 7],
    [{ $millisecond: '$d' }, 123, { d: date }],
    [{ $year: null }, null],
    [{ $year: new ObjectId('65a000000000000000000001') }, 2024],
    [{ $dateToString: { date: '$d' } }, '2024-02-29T23:30:15.123Z', { d: date }],
    [
      { $dateToString: { date: '$d', format: '%Y-%m-%d %H:%M:%S', timezone: 'Asia/Shanghai' } },
      '2024-03-01 07:30:15',
      { d: date },
    ],
    [
      { $dateToString: { date: '$d', format: '%j %U %V %u %G %z %Z %b %B %%', timezone: '+05:30' } },
      '061 08 09 5 2024 +0530 330 Mar March %',
      { d: date },
    ],
    [{ $dateToString: { date: null, onNull: 'none' } }, 'none'],
    [
      { $dateToParts: { date: '$d', timezone: 'Asia/Shanghai' } },
      { year: 2024, month: 3, day: 1, hour: 7, minute: 30, second: 15, millisecond: 123 },
      { d: date },
    ],
    [
      { $dateFromParts: { year: 2024, month: 3, day: 1, hour: 7, timezone: 'Asia/Shanghai' } },
      new Date('2024-02-29T23:00:00Z'),
    ],
    [
      { $dateFromParts: { isoWeekYear: 2020, isoWeek: 53, isoDayOfWeek: 7 } },
      new Date('2021-01-03T00:00:00Z'),
    ],
    [{ $dateFromParts: { year: 2024, month: 14, day: 0 } }, new Date('2025-01-31T00:00:00Z')],
    [{ $dateFromString: { dateString: '2024-03-01T07:30:00+08:00' } }, new Date('2024-02-29T23:30:00Z')],
    [
      { $dateFromString: { dateString: '2024-03-01', timezone: 'Asia/Shanghai' } },
      new Date('2024-02-29T16:00:00Z'),
    ],
    [{ $dateFromString: { dateString: '01/03/2024', format: '%d/%m/%Y' } }, new Date('2024-03-01T00:00:00Z')],
    [{ $dateFromString: { dateString: 'x', onError: 'bad' } }, 'bad'],
    [
      { $dateAdd: { startDate: new Date('2024-01-31T00:00:00Z'), unit: 'month', amount: 1 } },
      new Date('2024-02-29T00:00:00Z'),
    ],
    [
      {
        $dateAdd: {
          startDate: new Date('2024-03-09T12:00:00Z'),
          unit: 'day',
          amount: 1,
          timezone: 'America/New_York',
        },
      },
      new Date('2024-03-10T11:00:00Z'),
    ],
    [
      { $dateSubtract: { startDate: '$d', unit: 'hour', amount: 24 } },
      new Date('2024-02-28T23:30:15.123Z'),
      { d: date },
    ],
    [
      {
        $dateDiff: {
          startDate: new Date('2023-12-31T23:59:59Z'),
          endDate: new Date('2024-01-01T00:00:00Z'),
          unit: 'year',
        },
      },
      long(1),
    ],
    [
      {
        $dateDiff: {
          startDate: new Date('2024-01-06T00:00:00Z'),
          endDate: new Date('2024-01-07T00:00:00Z'),
          unit: 'week',
        },
      },
      long(1),
    ],
    [
      {
        $dateDiff: {
          startDate: new Date('2024-01-07T00:00:00Z'),
          endDate: new Date('2024-01-08T00:00:00Z'),
          unit: 'week',
          startOfWeek: 'monday',
        },
      },
      long(1),
    ],
    [{ $dateDiff: { startDate: new Date(0), endDate: new Date(3_600_000), unit: 'minute' } }, long(60)],
    [
      { $dateTrunc: { date: '$d', unit: 'month', timezone: 'Asia/Shanghai' } },
      new Date('2024-02-29T16:00:00Z'),
      { d: date },
    ],
    [
      { $dateTrunc: { date: '$d', unit: 'week', startOfWeek: 'monday' } },
      new Date('2024-02-26T00:00:00Z'),
      { d: date },
    ],
    [{ $dateTrunc: { date: '$d', unit: 'hour', binSize: 6 } }, new Date('2024-02-29T18:00:00Z'), { d: date }],
    [{ $dateTrunc: { date: '$d', unit: 'quarter' } }, new Date('2024-01-01T00:00:00Z'), { d: date }],
  ])

  table('converts types', [
    [{ $toInt: '12' }, 12],
    [{ $toInt: 12.9 }, 12],
    [{ $toLong: new Date(5) }, long(5)],
    [{ $toDouble: decimal('1.5') }, 1.5],
    [{ $toDecimal: '1.10' }, decimal('1.10')],
    [{ $toDecimal: 2.5 }, decimal('2.50000000000000')],
    [{ $toString: 1.5 }, '1.5'],
    [{ $toString: new ObjectId('65a000000000000000000001') }, '65a000000000000000000001'],
    [{ $toString: new Date(0) }, '1970-01-01T00:00:00.000Z'],
    [{ $toString: true }, 'true'],
    [{ $toBool: 'false' }, true],
    [{ $toBool: 0 }, false],
    [{ $toDate: long(5) }, new Date(5)],
    [{ $toDate: '2024-01-01' }, new Date('2024-01-01')],
    [{ $toObjectId: '65a000000000000000000001' }, new ObjectId('65a000000000000000000001')],
    [{ $toInt: null }, null],
    [{ $convert: { input: 'x', to: 'int', onError: -1 } }, -1],
    [{ $convert: { input: '$zz', to: 'int', onNull: 0 } }, 0],
    [{ $convert: { input: '5', to: 16 } }, 5],
    [{ $type: '$zz' }, 'missing'],
    [{ $type: long(1) }, 'long'],
    [{ $isNumber: decimal('1') }, true],
  ])

  refusals('refuses what the server refuses, with its code', [
    [{ $foo: 1 }, 168],
    [{ $add: [1], $subtract: [1, 2] }, 15983],
    [{ $add: [1, 'x'] }, 14],
    [{ $add: [new Date(), new Date()] }, 16612],
    [{ $subtract: [1] }, 16020],
    [{ $subtract: [1, 'x'] }, 14],
    [{ $divide: [1, 0] }, 2],
    [{ $mod: [1, 0] }, 16610],
    [{ $sqrt: -1 }, 28714],
    [{ $abs: 'x' }, 28765],
    [{ $concat: [1] }, 16702],
    [{ $size: 1 }, 17124],
    [{ $in: [1, 2] }, 40081],
    [{ $arrayElemAt: [1, 0] }, 28689],
    [{ $map: { input: 1, in: 1 } }, 16883],
    [{ $switch: { branches: [branch(false, 1)] } }, 40066],
    [{ $toInt: 'x' }, 241],
    [{ $toInt: 3e9 }, 241],
    [{ $toObjectId: 'x' }, 241],
    [{ $toDate: 5 }, 241],
    [{ $year: 'x' }, 16006],
    [{ $dateToString: { date: new Date(0), format: '%q' } }, 18536],
    [{ $hour: { date: new Date(0), timezone: 'Mars/Phobos' } }, 40485],
    [{ $dateAdd: { startDate: new Date(0), unit: 'fortnight', amount: 1 } }, 9],
    [{ $let: { vars: { X: 1 }, in: 1 } }, 16867],
    ['$$nobody', 17276],
    ['$a..b', 15998],
    ['$', 16872],
    [{ $getField: '$x' }, 5654600],
    [{ $mergeObjects: [1] }, 40400],
    [{ $function: {} }, 238],
    [{ $exp: decimal('1') }, 238],
    [{ $cond: [1, 2] }, 16020],
    [{ 'a.b': 1 }, 16412],
    [{ $slice: [[1], 1, 0] }, 28729],
  ])

  it('draws random numbers from 0 to 1', () => {
    const value = Number(evaluate({ $rand: {} }))
    expect(value).toBeGreaterThanOrEqual(0)
    expect(value).toBeLessThan(1)
  })
})
