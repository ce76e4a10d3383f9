import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'bson'

/**
 * A decoded BSON document: own enumerable keys in BSON order, values as `codec.ts` decodes them.
 * Keys that look like array indexes ("0", "17") are ordered first by the language itself, as the Node driver does.
 */
export type Doc = { [key: string]: unknown }

/** BSON type codes; 0 is a missing field. */
export const T = {
  missing: 0,
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
} as const

const names = new Map<number, string>(Object.entries(T).map(([name, code]) => [code, name]))

/** The deprecated BSON type 6 ("undefined"); JavaScript's own `undefined` means that the field is missing. */
export class BsonUndefined {
  toString(): string {
    return 'undefined'
  }
}

/** The only value of `BsonUndefined`; also the index and sort key of an empty array, as in the server. */
export const UNDEFINED = new BsonUndefined()

const classes = new Map<unknown, number>([
  [Binary.prototype, T.binData],
  [UUID.prototype, T.binData],
  [Uint8Array.prototype, T.binData],
  [Buffer.prototype, T.binData],
  [BSONRegExp.prototype, T.regex],
  [RegExp.prototype, T.regex],
  [Timestamp.prototype, T.timestamp],
  [BSONSymbol.prototype, T.symbol],
  [MinKey.prototype, T.minKey],
  [MaxKey.prototype, T.maxKey],
  [BsonUndefined.prototype, T.undefined],
])

/** The BSON type code of a value; bare numbers count as int when they fit 32 bits, else as double. */
export function typeOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return T.string
    case 'boolean':
      return T.bool
    case 'number':
      return (value | 0) === value && !Object.is(value, -0) ? T.int : T.double
    case 'bigint':
      return T.long
    case 'object':
      return value === null ? T.null : typeOfObject(value)
    default:
      return T.missing
  }
}

function typeOfObject(value: object): number {
  const proto: unknown = Object.getPrototypeOf(value)
  if (proto === Int32.prototype) return T.int
  if (proto === Object.prototype) return T.object
  if (proto === ObjectId.prototype) return T.objectId
  if (proto === Array.prototype) return T.array
  if (proto === Double.prototype) return T.double
  if (proto === Date.prototype) return T.date
  if (proto === Long.prototype) return T.long
  if (proto === Decimal128.prototype) return T.decimal
  if (proto === Code.prototype) return (value as Code).scope ? T.javascriptWithScope : T.javascript
  return classes.get(proto) ?? (Array.isArray(value) ? T.array : T.object)
}

/** The server's name of a type code ("int", "objectId" …). */
export function typeNameOfCode(code: number): string {
  return names.get(code) ?? String(code)
}

/** The server's name of a value's type. */
export function typeName(value: unknown): string {
  return typeNameOfCode(typeOf(value))
}

/** Type codes by the names that `$type` accepts. */
export const typeCodes: ReadonlyMap<string, number> = new Map(
  Object.entries(T).filter(([name]) => name !== 'missing'),
)

export function isNumeric(value: unknown): boolean {
  const type = typeOf(value)
  return type === T.int || type === T.double || type === T.long || type === T.decimal
}

export function isDoc(value: unknown): value is Doc {
  return typeOf(value) === T.object
}

/** An own field of a document, never an inherited property of the language. */
export function getField(doc: Doc, key: string): unknown {
  const value = key === '__proto__' ? ownProto(doc) : doc[key]
  return typeof value === 'function' ? undefined : value
}

function ownProto(doc: Doc): unknown {
  return Object.getOwnPropertyDescriptor(doc, '__proto__')?.value
}

/** Sets an own field, whatever its name. */
export function setField(doc: Doc, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(doc, key, { value, enumerable: true, configurable: true, writable: true })
  } else {
    doc[key] = value
  }
}

export function hasField(doc: Doc, key: string): boolean {
  return Object.hasOwn(doc, key) && doc[key] !== undefined
}

/** Field of a document or element of an array by its index name. */
export function getChild(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return isArrayIndex(key) ? value[Number(key)] : undefined
  return isDoc(value) ? getField(value, key) : undefined
}

/** True for "0", "7", "10": a name that addresses an array element. */
export function isArrayIndex(key: string): boolean {
  const first = key.charCodeAt(0)
  if (!(first >= 48 && first <= 57) || (first === 48 && key.length > 1)) return false
  for (let i = 1; i < key.length; i++) {
    const code = key.charCodeAt(i)
    if (code < 48 || code > 57) return false
  }
  return key.length > 0
}
