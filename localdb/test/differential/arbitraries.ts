import fc from 'fast-check'
import {
  Binary,
  BSONRegExp,
  Decimal128,
  deserialize,
  Double,
  EJSON,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
  type Document,
} from 'bson'

/** Numbers of all four types around the places where they meet. */
const numbers: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(-1, 0, 1, 2, 2 ** 31 - 1).map((value) => new Int32(value)),
  fc
    .constantFrom('-1', '0', '1', '2', '9007199254740993', '9223372036854775807', '-9223372036854775808')
    .map((value) => Long.fromString(value)),
  fc
    .constantFrom(-1, -0, 0, 0.5, 1, 2, 1.1, 2 ** 53, 2 ** 63, -(2 ** 63), 5e-324, NaN, Infinity, -Infinity)
    .map((value) => new Double(value)),
  fc
    .constantFrom(
      '-1',
      '-0',
      '0',
      '0.5',
      '1',
      '1.00',
      '1.1',
      '9007199254740993',
      '9223372036854775807',
      '1E+400',
      '1E-400',
      'NaN',
      'Infinity',
      '-Infinity',
    )
    .map((value) => Decimal128.fromString(value)),
)

const others: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'ab', 'a\0', 'é', '\uffff', '😀'),
  fc.constantFrom(null, null, true, false),
  fc.constantFrom(-1, 0, 1, 1.7e12).map((ms) => new Date(ms)),
  fc.constantFrom(0, 1, 255).map((byte) => new ObjectId(new Uint8Array(12).fill(byte))),
  fc
    .tuple(fc.constantFrom([], [0], [1], [0, 1], [255]), fc.constantFrom(0, 4, 128))
    .map(([bytes, subtype]) => new Binary(Uint8Array.from(bytes), subtype)),
  fc.tuple(fc.constantFrom(1, 2, 4294967295), fc.constantFrom(0, 1)).map(([t, i]) => new Timestamp({ t, i })),
)

const extremes = fc.constantFrom(new MinKey(), new MaxKey())

export const scalar: fc.Arbitrary<unknown> = fc.oneof({ weight: 5, arbitrary: numbers }, others)

/** Any value: scalars, patterns, the extreme keys, arrays in arrays, documents. */
export const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 8, arbitrary: scalar },
    { weight: 1, arbitrary: extremes },
    { weight: 1, arbitrary: fc.constant(new BSONRegExp('a', 'i')) },
    { weight: 3, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    {
      weight: 3,
      arbitrary: fc.dictionary(fc.constantFrom('b', 'd'), tie('value'), { maxKeys: 2 }).map(plain),
    },
  ),
})).value

/** Documents whose fields are often missing. */
export const documents: fc.Arbitrary<Document> = fc
  .record(
    {
      a: value,
      b: scalar,
      c: fc.oneof(
        value,
        fc.array(fc.oneof(fc.record({ d: value }, { requiredKeys: [] }), scalar), { maxLength: 3 }),
      ),
    },
    { requiredKeys: [] },
  )
  .map(plain)

/** An object as BSON knows it, without a foreign prototype. */
function plain<T extends object>(object: T): Document {
  return { ...object }
}

/** The document as it comes back from BSON, every number in its own type. */
export function throughBson(doc: Document): Document {
  return deserialize(serialize(doc), { promoteValues: false, bsonRegExp: true })
}

/** A text that tells all types and values apart. */
export function canonical(doc: unknown): string {
  return EJSON.stringify(doc, { relaxed: false })
}
