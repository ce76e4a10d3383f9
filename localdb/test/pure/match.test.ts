import { Binary, BSONRegExp, MaxKey, MinKey, ObjectId } from 'bson'
import { describe, expect, it } from 'vitest'
import { compileFilter } from '../../src/query/match.ts'
import type { Doc } from '../../src/bson/types.ts'
import { codeOf, decimal, double, long, stored } from './support.ts'

const matches = (filter: Doc, doc: Doc): boolean => compileFilter(stored(filter)).matches(stored(doc))

type Case = [filter: Doc, doc: Doc, expected: boolean]

function table(name: string, cases: Case[]): void {
  it(`${name}`, () => {
    for (const [filter, doc, expected] of cases) {
      expect(matches(filter, doc), `${JSON.stringify(filter)} on ${JSON.stringify(doc)}`).toBe(expected)
    }
  })
}

const id = new ObjectId('65a000000000000000000001')

describe('a filter', () => {
  table('compares equality by value over numeric types', [
    [{ a: 1 }, { a: 1 }, true],
    [{ a: 1 }, { a: double(1) }, true],
    [{ a: long(1) }, { a: 1 }, true],
    [{ a: decimal('1.0') }, { a: 1 }, true],
    [{ a: 1 }, { a: decimal('1') }, true],
    [{ a: decimal('0.1') }, { a: 0.1 }, false],
    [{ a: 1 }, { a: '1' }, false],
    [{ a: 0 }, { a: -0 }, true],
    [{ a: NaN }, { a: NaN }, true],
    [{ a: true }, { a: 1 }, false],
    [{ a: id }, { a: new ObjectId(id.toHexString()) }, true],
    [{ a: id }, { a: new ObjectId() }, false],
    [{ a: new Date(1) }, { a: new Date(1) }, true],
    [{ a: new Binary(Buffer.from('x')) }, { a: new Binary(Buffer.from('x')) }, true],
    [{ a: new Binary(Buffer.from('x'), 4) }, { a: new Binary(Buffer.from('x')) }, false],
  ])

  table('matches missing fields and null alike', [
    [{ a: null }, {}, true],
    [{ a: null }, { a: null }, true],
    [{ a: null }, { a: 0 }, false],
    [{ a: null }, { a: [] }, false],
    [{ a: null }, { a: [null] }, true],
    [{ 'a.b': null }, { a: 1 }, true],
    [{ 'a.b': null }, { a: [1] }, false],
    [{ 'a.b': null }, { a: [] }, false],
    [{ 'a.b': null }, { a: [{}] }, true],
    [{ 'a.b': null }, { a: [{ b: 1 }] }, false],
    [{ 'a.b': null }, { a: [{ b: 1 }, {}] }, true],
    [{ a: { $ne: null } }, {}, false],
    [{ a: { $ne: null } }, { a: 1 }, true],
    [{ a: { $gte: null } }, {}, true],
    [{ a: { $gt: null } }, { a: null }, false],
    [{ a: { $in: [null, 5] } }, {}, true],
    [{ a: { $nin: [null] } }, {}, false],
  ])

  table('looks into arrays at the end of a path', [
    [{ a: 1 }, { a: [1, 2] }, true],
    [{ a: [1, 2] }, { a: [1, 2] }, true],
    [{ a: [1, 2] }, { a: [[1, 2]] }, true],
    [{ a: [1] }, { a: [1, 2] }, false],
    [{ a: { $gt: 1, $lt: 2 } }, { a: [0, 3] }, true],
    [{ a: { $ne: 1 } }, { a: [1, 2] }, false],
    [{ a: { $nin: [3] } }, { a: [1, 2] }, true],
    [{ a: { $not: { $gt: 5 } } }, { a: [1, 7] }, false],
    [{ a: { $gt: [1] } }, { a: [2] }, true],
    [{ 'a.0': 1 }, { a: [1, 2] }, true],
    [{ 'a.1': 1 }, { a: [1, 2] }, false],
    [{ 'a.0': 1 }, { a: [[1]] }, false],
    [{ 'a.0.0': 1 }, { a: [[1]] }, true],
    [{ 'a.0': 1 }, { a: { 0: 1 } }, true],
    [{ 'a.0': 1 }, { a: [{ 0: 1 }] }, true],
    [{ 'a.b': 1 }, { a: [{ b: [1] }, { b: 2 }] }, true],
    [{ 'a.1.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, true],
    [{ 'a.b.c': 1 }, { a: [{ b: [{ c: 1 }] }] }, true],
    [{ 'a.b': 1 }, { a: [[{ b: 1 }]] }, false],
  ])

  table('takes the order of fields into account for whole documents', [
    [{ a: { b: 1, c: 2 } }, { a: { b: 1, c: 2 } }, true],
    [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, false],
    [{ a: { b: 1 } }, { a: { b: 1, c: 2 } }, false],
    [{ a: {} }, { a: {} }, true],
    [{ a: { $ref: 'c', $id: 1 } }, { a: { $ref: 'c', $id: 1 } }, true],
  ])

  table('keeps ranges within one type', [
    [{ a: { $gt: 1 } }, { a: 2 }, true],
    [{ a: { $gt: 1 } }, { a: 'z' }, false],
    [{ a: { $gt: 1 } }, { a: decimal('1.01') }, true],
    [{ a: { $lt: 'b' } }, { a: 'a' }, true],
    [{ a: { $lt: 'b' } }, { a: 1 }, false],
    [{ a: { $gte: 1 } }, {}, false],
    [{ a: { $lt: 1 } }, { a: NaN }, false],
    [{ a: { $lte: NaN } }, { a: NaN }, true],
    [{ a: { $lt: NaN } }, { a: 1 }, false],
    [{ a: { $gt: new Date(0) } }, { a: new Date(1) }, true],
    [{ a: { $gt: new MinKey() } }, { a: 1 }, true],
    [{ a: { $gt: new MinKey() } }, {}, true],
    [{ a: { $lt: new MaxKey() } }, { a: 'x' }, true],
    [{ a: { $gt: {} } }, { a: { b: 1 } }, true],
    [{ a: { $gt: long(9007199254740992n) } }, { a: long(9007199254740993n) }, true],
    [{ a: { $gte: false } }, { a: true }, true],
  ])

  table('joins conditions', [
    [{ a: 1, b: 2 }, { a: 1, b: 2 }, true],
    [{ a: 1, b: 2 }, { a: 1 }, false],
    [{ $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }, true],
    [{ $or: [{ a: 2 }, { b: 2 }] }, { a: 1, b: 2 }, true],
    [{ $or: [{ a: 2 }, { b: 3 }] }, { a: 1, b: 2 }, false],
    [{ $nor: [{ a: 2 }, { b: 3 }] }, { a: 1, b: 2 }, true],
    [{ a: { $not: { $eq: 1 } } }, { a: 2 }, true],
    [{ a: { $not: /^x/ } }, { a: 'y' }, true],
    [{ a: { $not: { $regex: '^x' } } }, { a: 'x' }, false],
    [{ a: { $not: { $not: { $gt: 1 } } } }, { a: 2 }, true],
    [{}, { a: 1 }, true],
    [{ $comment: 'note', a: 1 }, { a: 1 }, true],
    [{ a: { $gt: 0, $comment: 'note' } }, { a: 1 }, true],
  ])

  table('finds values in lists', [
    [{ a: { $in: [1, 2] } }, { a: double(2) }, true],
    [{ a: { $in: [] } }, { a: 1 }, false],
    [{ a: { $nin: [] } }, {}, true],
    [{ a: { $in: [new BSONRegExp('^b')] } }, { a: 'bc' }, true],
    [{ a: { $in: ['x', new BSONRegExp('^b', 'i')] } }, { a: ['BC'] }, true],
    [{ a: { $in: [[1]] } }, { a: [1] }, true],
    [{ a: { $in: Array.from({ length: 40 }, (_, i) => i) } }, { a: decimal('39') }, true],
    [{ a: { $in: Array.from({ length: 40 }, (_, i) => i) } }, { a: 40 }, false],
    [{ a: { $in: [...Array.from({ length: 40 }, (_, i) => i), null] } }, {}, true],
    [{ a: { $in: Array.from({ length: 40 }, (_, i) => i) } }, {}, false],
  ])

  table('tests existence and type', [
    [{ a: { $exists: true } }, { a: null }, true],
    [{ a: { $exists: true } }, {}, false],
    [{ a: { $exists: false } }, {}, true],
    [{ a: { $exists: 0 } }, { a: 1 }, false],
    [{ a: { $exists: true } }, { a: [] }, true],
    [{ 'a.b': { $exists: false } }, { a: [{ b: 1 }, {}] }, false],
    [{ a: { $type: 'int' } }, { a: 1 }, true],
    [{ a: { $type: 'int' } }, { a: double(1) }, false],
    [{ a: { $type: 'number' } }, { a: decimal('1') }, true],
    [{ a: { $type: ['string', 'null'] } }, { a: null }, true],
    [{ a: { $type: 'null' } }, {}, false],
    [{ a: { $type: 2 } }, { a: ['x'] }, true],
    [{ a: { $type: 'array' } }, { a: [] }, true],
    [{ a: { $type: 'double' } }, { a: [1, 1.5] }, true],
    [{ a: { $type: -1 } }, { a: new MinKey() }, true],
    [{ a: { $type: 'objectId' } }, { a: id }, true],
  ])

  table('matches patterns', [
    [{ a: /^ab/ }, { a: 'abc' }, true],
    [{ a: /^ab/ }, { a: ['x', 'abc'] }, true],
    [{ a: new BSONRegExp('AB', 'i') }, { a: 'xaby' }, true],
    [{ a: { $regex: 'a.c', $options: 's' } }, { a: 'a\nc' }, true],
    [{ a: { $regex: 'a.c' } }, { a: 'a\nc' }, false],
    [{ a: { $regex: '^b', $options: 'm' } }, { a: 'a\nb' }, true],
    [{ a: { $regex: 'a b # note', $options: 'x' } }, { a: 'ab' }, true],
    [{ a: { $options: 'i', $regex: 'A' } }, { a: 'a' }, true],
    [{ a: { $regex: new BSONRegExp('A', 'i') } }, { a: 'a' }, true],
    [{ a: { $regex: 'a$' } }, { a: 'a\n' }, true],
    [{ a: { $regex: 'a\\z' } }, { a: 'a\n' }, false],
    [{ a: { $regex: '\\Aa' } }, { a: 'a' }, true],
    [{ a: { $regex: '(?i)abc' } }, { a: 'ABC' }, true],
    [{ a: { $regex: '[[:digit:]]{2}-{' } }, { a: '12-{' }, true],
    [{ a: { $regex: '\\-\\"x' } }, { a: '-"x' }, true],
    [{ a: { $regex: '\\Qa.b\\E' } }, { a: 'a.b' }, true],
    [{ a: { $regex: '\\Qa.b\\E' } }, { a: 'axb' }, false],
    [{ a: { $regex: '^.$' } }, { a: '😀' }, true],
    [{ a: /x/ }, { a: 5 }, false],
    [{ a: /x/ }, { a: new BSONRegExp('x') }, true],
  ])

  table('tests arrays as a whole', [
    [{ a: { $size: 2 } }, { a: [1, 2] }, true],
    [{ a: { $size: 2 } }, { a: 1 }, false],
    [{ a: { $size: 0 } }, {}, false],
    [{ 'a.b': { $size: 1 } }, { a: [{ b: [1] }, { b: [] }] }, true],
    [{ a: { $all: [1, 2] } }, { a: [2, 1, 3] }, true],
    [{ a: { $all: [1, 2] } }, { a: [1] }, false],
    [{ a: { $all: [1] } }, { a: 1 }, true],
    [{ a: { $all: [] } }, { a: [] }, false],
    [{ a: { $all: [[1, 2]] } }, { a: [1, 2] }, true],
    [{ a: { $all: [/^x/, 'y'] } }, { a: ['xx', 'y'] }, true],
    [
      { a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } },
      { a: [{ b: 1 }, { b: 2 }] },
      true,
    ],
    [{ a: { $elemMatch: { $gt: 1, $lt: 2 } } }, { a: [0, 3] }, false],
    [{ a: { $elemMatch: { $gt: 1, $lt: 4 } } }, { a: [0, 3] }, true],
    [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1 }, { c: 2 }] }, false],
    [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1, c: 2 }] }, true],
    [{ a: { $elemMatch: { $or: [{ b: 1 }, { c: 2 }] } } }, { a: [{ c: 2 }] }, true],
    [{ a: { $elemMatch: { $elemMatch: { $eq: 1 } } } }, { a: [[1]] }, true],
    [{ a: { $elemMatch: { $gt: 1 } } }, { a: [[2]] }, false],
    [{ a: { $elemMatch: { 0: 1 } } }, { a: [[1]] }, true],
    [{ a: { $elemMatch: { $ne: 1 } } }, { a: [1, 2] }, true],
    [{ a: { $elemMatch: { $in: ['x'] } } }, { a: 'x' }, false],
  ])

  table('computes remainders and bits', [
    [{ a: { $mod: [4, 0] } }, { a: 8 }, true],
    [{ a: { $mod: [4, 1] } }, { a: 9.7 }, true],
    [{ a: { $mod: [4, -1] } }, { a: -5 }, true],
    [{ a: { $mod: [4, 0] } }, { a: 'x' }, false],
    [{ a: { $mod: [2, 0] } }, { a: NaN }, false],
    [{ a: { $mod: [10, 7] } }, { a: decimal('17') }, true],
    [{ a: { $bitsAllSet: 6 } }, { a: 7 }, true],
    [{ a: { $bitsAllSet: [0, 3] } }, { a: 1 }, false],
    [{ a: { $bitsAnySet: [0, 3] } }, { a: 1 }, true],
    [{ a: { $bitsAllClear: 8 } }, { a: 7 }, true],
    [{ a: { $bitsAnyClear: [0, 3] } }, { a: 1 }, true],
    [{ a: { $bitsAllSet: [63] } }, { a: -1 }, true],
    [{ a: { $bitsAllSet: [200] } }, { a: -1 }, true],
    [{ a: { $bitsAllSet: [8] } }, { a: new Binary(Buffer.from([0, 1])) }, true],
    [{ a: { $bitsAllSet: 1 } }, { a: 1.5 }, false],
  ])

  table('evaluates expressions', [
    [{ $expr: { $gt: ['$a', '$b'] } }, { a: 2, b: 1 }, true],
    [{ $expr: { $gt: ['$a', '$b'] } }, { a: 1, b: 2 }, false],
    [{ $expr: '$a' }, { a: 0 }, false],
    [{ $and: [{ $expr: { $eq: ['$a', 1] } }] }, { a: long(1) }, true],
  ])

  it('gives expressions the variables of let', () => {
    const matcher = compileFilter(
      { $expr: { $eq: ['$a', '$$wanted'] } },
      { let: { wanted: { $add: [1, 1] } } },
    )
    expect(matcher.matches(stored({ a: 2 }))).toBe(true)
    expect(matcher.matches(stored({ a: 3 }))).toBe(false)
  })

  it('tells the index of the array element that matched', () => {
    const cases: [Doc, Doc, string | undefined][] = [
      [{ a: 2 }, { a: [1, 2, 3] }, '1'],
      [{ 'a.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, '1'],
      [{ 'a.b': 2 }, { a: [{ b: 1 }, { b: [0, 0, 2] }] }, '1'],
      [{ a: { $elemMatch: { b: { $gt: 1 } } } }, { a: [{ b: 1 }, { b: 2 }] }, '1'],
      [{ x: 1, a: { $gte: 3 } }, { x: 1, a: [1, 2, 3] }, '2'],
      [{ $and: [{ a: 3 }] }, { a: [1, 2, 3] }, '2'],
      [{ $or: [{ a: 9 }, { a: 2 }] }, { a: [1, 2, 3] }, '1'],
      [{ a: { $in: [3] } }, { a: [1, 2, 3] }, '2'],
      [{ 'a.0.b': 5 }, { a: [{ b: [4, 5] }] }, '1'],
      [{ a: { $ne: 9 } }, { a: [1] }, undefined],
      [{ a: 1 }, { a: 1 }, undefined],
    ]
    for (const [filter, doc, index] of cases) {
      expect(compileFilter(filter).matchWithPosition(doc), JSON.stringify(filter)).toEqual(
        index === undefined ? { matched: true } : { matched: true, arrayIndex: index },
      )
    }
  })

  it('follows a collation', () => {
    const collation = { locale: 'en_US', strength: 2 }
    expect(compileFilter({ a: 'PING' }, { collation }).matches({ a: 'ping' })).toBe(true)
    expect(compileFilter({ a: { $in: ['PING'] } }, { collation }).matches({ a: 'ping' })).toBe(true)
    expect(compileFilter({ a: 'PING' }, { collation: { locale: 'simple' } }).matches({ a: 'ping' })).toBe(
      false,
    )
    expect(codeOf(() => compileFilter({}, { collation: { locale: 'en', alternate: 'shifted' } }))).toBe(238)
    expect(codeOf(() => compileFilter({}, { collation: { locale: 'zz_NOPE_X1' } }))).toBe(2)
  })

  it('refuses what is wrong or not supported with the code of the server', () => {
    const cases: [Doc, number][] = [
      [{ a: { $foo: 1 } }, 2],
      [{ $foo: 1 }, 2],
      [{ a: { $gt: 1, b: 2 } }, 2],
      [{ $and: [] }, 2],
      [{ $or: {} }, 2],
      [{ $nor: [1] }, 2],
      [{ a: { $in: 1 } }, 2],
      [{ a: { $in: [{ $gt: 1 }] } }, 2],
      [{ a: { $not: 1 } }, 2],
      [{ a: { $not: {} } }, 2],
      [{ a: { $ne: /x/ } }, 2],
      [{ a: { $gt: /x/ } }, 2],
      [{ a: { $mod: [0, 1] } }, 2],
      [{ a: { $mod: [1] } }, 2],
      [{ a: { $size: -1 } }, 2],
      [{ a: { $size: 'x' } }, 2],
      [{ a: { $all: 1 } }, 2],
      [{ a: { $elemMatch: 1 } }, 2],
      [{ a: { $elemMatch: { $expr: 1 } } }, 2],
      [{ a: { $type: 'strange' } }, 2],
      [{ a: { $type: 99 } }, 2],
      [{ a: { $options: 'i' } }, 2],
      [{ a: { $regex: 'x', $options: 'q' } }, 51108],
      [{ a: { $regex: '(' } }, 51091],
      [{ a: { $bitsAllSet: 'x' } }, 2],
      [{ $where: 'true' }, 238],
      [{ $jsonSchema: {} }, 238],
      [{ $text: { $search: 'x' } }, 238],
      [{ a: { $near: [0, 0] } }, 238],
      [{ $expr: { $foo: 1 } }, 168],
      [{ $expr: '$$nobody' }, 17276],
    ]
    for (const [filter, code] of cases)
      expect(
        codeOf(() => compileFilter(filter)),
        JSON.stringify(filter),
      ).toBe(code)
  })
})
