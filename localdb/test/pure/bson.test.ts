import {
  deserialize,
  serialize,
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Int32,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, encode } from '../../src/bson/codec.ts'
import { compareValues } from '../../src/bson/compare.ts'
import { encodeKey } from '../../src/bson/key.ts'
import { getPathValues, indexKeysOf } from '../../src/bson/path.ts'
import { UNDEFINED } from '../../src/bson/types.ts'
import { anyNumber, anyValue, codeOf, decimal, double, int, long } from './support.ts'

describe('the codec', () => {
  it('gives back the same bytes for any document', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const bytes = encode({ _id: 1, value })
        expect(encode(decode(bytes)).equals(bytes)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('reads what the bson package writes and writes what it reads', () => {
    const doc = {
      _id: new ObjectId(),
      int: new Int32(1),
      real: double(1),
      wide: long(7),
      money: decimal('1.10'),
      text: 'é',
      yes: true,
      none: null,
      at: new Date(5),
      list: [1, 'a', null],
      inner: { b: 1, a: 2 },
      bytes: new Binary(Buffer.from('abc'), 4),
      stamp: new Timestamp({ t: 4294967295, i: 7 }),
      pattern: new BSONRegExp('^a', 'im'),
      low: new MinKey(),
      high: new MaxKey(),
      code: new Code('f()'),
      scoped: new Code('g()', { x: 1 }),
      symbol: new BSONSymbol('s'),
      ref: { $ref: 'c', $id: 1 },
    }
    const bytes = Buffer.from(serialize(doc))
    expect(encode(decode(bytes)).equals(bytes)).toBe(true)
    expect(deserialize(encode(decode(bytes)))).toEqual(deserialize(bytes))
  })

  it('keeps the number types apart', () => {
    const doc = decode(
      encode({ a: int(1), b: double(1), c: long(1), d: decimal('1'), e: 1, f: 1.5, g: 3e9, h: -0, i: 5n }),
    )
    const names = Object.values(doc).map((value) => (value as { _bsontype: string })._bsontype)
    expect(names).toEqual([
      'Int32',
      'Double',
      'Long',
      'Decimal128',
      'Int32',
      'Double',
      'Double',
      'Double',
      'Long',
    ])
  })

  it('treats __proto__ as an ordinary field', () => {
    const doc = decode(encode(JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}')))
    expect(Object.keys(doc)).toEqual(['__proto__', 'constructor'])
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })

  it('refuses malformed bytes with InvalidBSON and never with another error', () => {
    const good = encode({ a: 'text', b: [1, { c: decimal('1') }], d: new Binary(Buffer.from('x')) })
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, length) => {
        const bad = Buffer.from(good.subarray(0, length))
        if (at < length) bad[at] = byte
        const code = codeOf(() => decode(bad))
        expect([undefined, 22, 15, 238]).toContain(code)
      }),
      { numRuns: 3000 },
    )
    expect(codeOf(() => decode(good.subarray(0, 10)))).toBe(22)
  })

  it('refuses more than 200 levels', () => {
    let deep: Record<string, unknown> = {}
    for (let i = 0; i < 250; i++) deep = { deep }
    expect(codeOf(() => encode(deep))).toBe(15)
  })
})

describe('the order of values', () => {
  const ascending: unknown[] = [
    new MinKey(),
    UNDEFINED,
    null,
    double(NaN),
    double(-Infinity),
    long(-(2n ** 63n)),
    int(-1),
    0,
    0.5,
    decimal('0.6'),
    int(1),
    long(2n ** 53n),
    long(2n ** 53n + 1n),
    double(2 ** 53 + 2),
    long(2n ** 63n - 1n),
    double(2 ** 63),
    decimal('1E+400'),
    double(Infinity),
    '',
    'A',
    'a',
    'a\0',
    'aa',
    'é',
    '\uffff',
    '😀',
    {},
    { a: null },
    { a: 1 },
    { b: 1 },
    { a: 'x' },
    [],
    [null],
    [1],
    [1, 1],
    [2],
    new Binary(Buffer.from('b')),
    new Binary(Buffer.from('a'), 4),
    new Binary(Buffer.from('aa')),
    new ObjectId('000000000000000000000001'),
    new ObjectId('f00000000000000000000000'),
    false,
    true,
    new Date(-1),
    new Date(0),
    new Timestamp({ t: 1, i: 2 }),
    new Timestamp({ t: 4294967295, i: 0 }),
    new BSONRegExp('a'),
    new BSONRegExp('a', 'i'),
    new Code('x'),
    new MaxKey(),
  ]

  it('is that of MongoDB over all types', () => {
    for (let i = 0; i < ascending.length; i++) {
      for (let j = 0; j < ascending.length; j++) {
        expect(Math.sign(compareValues(ascending[i], ascending[j])), `${i} against ${j}`).toBe(
          Math.sign(i - j),
        )
      }
    }
  })

  it('takes numbers by their exact values', () => {
    expect(compareValues(int(1), double(1))).toBe(0)
    expect(compareValues(long(1), decimal('1.00'))).toBe(0)
    expect(compareValues(double(0.1), decimal('0.1'))).toBe(1)
    expect(compareValues(double(0.5), decimal('0.5'))).toBe(0)
    expect(compareValues(double(-0), int(0))).toBe(0)
    expect(compareValues(double(NaN), decimal('NaN'))).toBe(0)
    expect(compareValues(double(NaN), double(-Infinity))).toBeLessThan(0)
    expect(compareValues(long(2n ** 53n + 1n), double(2 ** 53))).toBe(1)
    expect(compareValues(undefined, null)).toBe(0)
  })

  it('is the order of index keys, for numbers', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        const keys = Buffer.compare(encodeKey([a], [1]), encodeKey([b], [1]))
        expect(keys).toBe(Math.sign(compareValues(a, b)))
      }),
      { numRuns: 20_000 },
    )
  })

  it('is the order of index keys, for values of all types in both directions', () => {
    fc.assert(
      fc.property(
        anyValue,
        anyValue,
        anyValue,
        anyValue,
        fc.constantFrom(1 as const, -1 as const),
        (a, b, c, d, direction) => {
          const keys = Buffer.compare(encodeKey([a, c], [direction, 1]), encodeKey([b, d], [direction, 1]))
          const values = compareValues(a, b) * direction || compareValues(c, d)
          expect(keys).toBe(Math.sign(values))
        },
      ),
      { numRuns: 5000 },
    )
  })

  it('is transitive', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, anyNumber, (a, b, c) => {
        const [x, y, z] = [a, b, c].toSorted(compareValues)
        expect(compareValues(x, z)).toBeLessThanOrEqual(0)
        expect(compareValues(x, y)).toBeLessThanOrEqual(0)
        expect(compareValues(y, z)).toBeLessThanOrEqual(0)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('index entries', () => {
  it('are one tuple for each array element', () => {
    expect(indexKeysOf({ a: [1, 2], b: 3 }, { a: 1, b: 1 })).toEqual([
      [1, 3],
      [2, 3],
    ])
    expect(indexKeysOf({ a: [{ b: 1, c: 2 }, { b: 3 }] }, { 'a.b': 1, 'a.c': 1 })).toEqual([
      [1, 2],
      [3, undefined],
    ])
    expect(indexKeysOf({ a: [{ b: [1, 2] }, { b: 3 }] }, { 'a.b': 1 })).toEqual([[1], [2], [3]])
    expect(indexKeysOf({ a: [[1, 2], 3] }, { a: 1 })).toEqual([[[1, 2]], [3]])
    expect(indexKeysOf({ a: [5, { b: 1 }] }, { 'a.b': 1 })).toEqual([[undefined], [1]])
  })

  it('tell empty arrays from missing fields', () => {
    expect(indexKeysOf({ a: [] }, { a: 1 })).toEqual([[UNDEFINED]])
    expect(indexKeysOf({ a: [] }, { 'a.b': 1 })).toEqual([[undefined]])
    expect(indexKeysOf({}, { a: 1, b: 1 })).toEqual([[undefined, undefined]])
  })

  it('take a numeric part as a position', () => {
    expect(indexKeysOf({ a: [{ b: 1 }, { b: 2 }] }, { 'a.1.b': 1 })).toEqual([[2]])
  })

  it('refuse parallel arrays', () => {
    expect(codeOf(() => indexKeysOf({ a: [1], b: [2] }, { a: 1, b: 1 }))).toBe(171)
  })
})

describe('the values at a path', () => {
  it('are those that distinct sees', () => {
    expect(getPathValues({ a: [{ b: 1 }, { b: [2, 3] }, { c: 1 }, 5] }, 'a.b')).toEqual([1, 2, 3])
    expect(getPathValues({ a: [{ b: 1 }, { b: 2 }] }, 'a.1.b')).toEqual([2])
    expect(getPathValues({ a: [] }, 'a')).toEqual([])
    expect(getPathValues({ a: [[1], 2] }, 'a')).toEqual([[1], 2])
    expect(getPathValues({ a: null }, 'a')).toEqual([null])
  })
})
