import { EJSON } from 'bson'
import fc from 'fast-check'
import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import { decode, encode } from '../../src/bson/codec.ts'
import { MongoError } from '../../src/bson/errors.ts'
import type { Doc } from '../../src/bson/types.ts'

/** A value in canonical extended JSON, so that types count in comparisons; bare numbers are stored first. */
export function canonical(value: unknown): string {
  return EJSON.stringify(decode(encode({ value })), { relaxed: false })
}

/** A document as it would come from storage. */
export function stored(doc: Doc): Doc {
  return decode(encode(doc))
}

/** The code of the MongoError that a function throws; `undefined` when it throws none. */
export function codeOf(run: () => unknown): number | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof MongoError) return error.code
    throw error
  }
  return undefined
}

export const int = (value: number): Int32 => new Int32(value)
export const double = (value: number): Double => new Double(value)
export const long = (value: bigint | number): Long => Long.fromBigInt(BigInt(value))
export const decimal = (text: string): Decimal128 => Decimal128.fromString(text)

const interesting = [
  0,
  -0,
  1,
  -1,
  0.1,
  0.5,
  1e300,
  -1e300,
  5e-324,
  2 ** 53,
  2 ** 53 + 2,
  2 ** 63,
  -(2 ** 63),
  NaN,
  Infinity,
  -Infinity,
]
const decimals = [
  '0',
  '-0',
  '1',
  '1.0',
  '0.1',
  '0.5',
  '9007199254740993',
  '9223372036854775807',
  '-9223372036854775808',
  '1E+400',
  '-1E+400',
  '1E-400',
  '-1E-400',
  'NaN',
  'Infinity',
  '-Infinity',
  '0.1000000000000000055511151231257827',
  '123456789012345678901234567890.1234',
]

/** Numbers of all four types, near the places where they meet. */
export const anyNumber: fc.Arbitrary<unknown> = fc.oneof(
  fc.integer().map(int),
  fc.integer({ min: -3, max: 3 }).map(int),
  fc.oneof(fc.double(), fc.constantFrom(...interesting)).map(double),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => long(value)),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }).map((value) => long(value)),
  fc.integer({ min: -3, max: 3 }).map((value) => long(value)),
  fc.constantFrom(...decimals).map(decimal),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: -30, max: 30 }))
    .map(([digits, power]) => decimal(`${digits}E${power}`)),
)

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom('', 'a', 'ab', 'a\0', 'a\0b', '\uffff', '😀', 'é'),
)

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  anyNumber,
  text,
  fc.constantFrom(null, true, false, new MinKey(), new MaxKey()),
  fc.integer({ min: -5, max: 5 }).map((ms) => new Date(ms * 1e11)),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc
    .tuple(fc.uint8Array({ maxLength: 4 }), fc.constantFrom(0, 4, 128))
    .map(([bytes, subtype]) => new Binary(bytes, subtype)),
  fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(5)).map(([t, i]) => new Timestamp({ t, i })),
  fc
    .tuple(fc.constantFrom('a', 'b', 'ab'), fc.constantFrom('', 'i', 'im'))
    .map(([pattern, options]) => new BSONRegExp(pattern, options)),
)

/** Values of every BSON type, nested documents and arrays included. */
export const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie('list'), tie('doc')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  doc: fc
    .dictionary(fc.constantFrom('a', 'b', 'c', 'ab', '__proto__', ''), tie('value'), { maxKeys: 3 })
    .map((doc) => ({ ...doc })),
})).value
