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
} from 'bson'
import { mongoError } from './errors.ts'
import { setField, T, UNDEFINED, type Doc } from './types.ts'

const maxDepth = 200
const maxJsDate = 8.64e15

type Cursor = { buffer: Buffer; offset: number; end: number; depth: number }

/**
 * Decodes one BSON document. Every number keeps its own class; nothing of the input's memory is kept.
 * @throws MongoError InvalidBSON 22 on malformed bytes, Overflow 15 beyond 200 levels.
 */
export function decode(bytes: Uint8Array): Doc {
  const buffer = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const cursor: Cursor = { buffer, offset: 0, end: buffer.length, depth: 0 }
  const doc = readDocument(cursor)
  if (cursor.offset !== buffer.length) throw invalid('trailing bytes after the document')
  return doc
}

function invalid(what: string): Error {
  return mongoError('InvalidBSON', `invalid BSON: ${what}`)
}

function enter(cursor: Cursor): number {
  const start = cursor.offset
  const size = readInt32(cursor)
  const end = start + size
  if (size < 5 || end > cursor.end) throw invalid('a document length is out of bounds')
  if (++cursor.depth > maxDepth) {
    throw mongoError('Overflow', `BSONObj exceeds maximum nested object depth: ${maxDepth}`)
  }
  return end
}

function leave(cursor: Cursor, end: number): void {
  if (cursor.offset !== end) throw invalid('a document length does not fit its content')
  cursor.depth--
}

function readDocument(cursor: Cursor): Doc {
  const outerEnd = cursor.end
  const end = (cursor.end = enter(cursor))
  const doc: Doc = {}
  for (let type = readByte(cursor); type !== 0; type = readByte(cursor)) {
    const name = readCString(cursor)
    setField(doc, name, readValue(cursor, type))
  }
  leave(cursor, end)
  cursor.end = outerEnd
  return doc
}

function readArray(cursor: Cursor): unknown[] {
  const outerEnd = cursor.end
  const end = (cursor.end = enter(cursor))
  const list: unknown[] = []
  for (let type = readByte(cursor); type !== 0; type = readByte(cursor)) {
    skipCString(cursor)
    list.push(readValue(cursor, type))
  }
  leave(cursor, end)
  cursor.end = outerEnd
  return list
}

function readValue(cursor: Cursor, type: number): unknown {
  switch (type) {
    case T.double:
      return new Double(cursor.buffer.readDoubleLE(advance(cursor, 8)))
    case T.string:
      return readString(cursor)
    case T.object:
      return readDocument(cursor)
    case T.array:
      return readArray(cursor)
    case T.binData:
      return readBinary(cursor)
    case T.undefined:
      return UNDEFINED
    case T.objectId:
      return new ObjectId(copy(cursor, 12))
    case T.bool:
      return readBoolean(cursor)
    case T.date:
      return readDate(cursor)
    case T.null:
      return null
    case T.regex:
      return readRegex(cursor)
    case T.javascript:
      return new Code(readString(cursor))
    case T.symbol:
      return new BSONSymbol(readString(cursor))
    case T.javascriptWithScope:
      return readCodeWithScope(cursor)
    case T.int:
      return new Int32(readInt32(cursor))
    case T.timestamp:
      return readTimestamp(cursor)
    case T.long:
      return new Long(readInt32(cursor), readInt32(cursor))
    case T.decimal:
      return new Decimal128(copy(cursor, 16))
    case 255:
      return new MinKey()
    case T.maxKey:
      return new MaxKey()
    case T.dbPointer:
      throw mongoError('NotImplemented', 'the deprecated BSON type dbPointer is not supported')
    default:
      throw invalid(`unknown type 0x${type.toString(16)}`)
  }
}

function advance(cursor: Cursor, size: number): number {
  const at = cursor.offset
  if (size < 0 || at + size > cursor.end) throw invalid('a value ends beyond its document')
  cursor.offset = at + size
  return at
}

function readByte(cursor: Cursor): number {
  return cursor.buffer[advance(cursor, 1)] as number
}

function readInt32(cursor: Cursor): number {
  const at = advance(cursor, 4)
  const b = cursor.buffer
  return (
    (b[at] as number) |
    ((b[at + 1] as number) << 8) |
    ((b[at + 2] as number) << 16) |
    ((b[at + 3] as number) << 24)
  )
}

function copy(cursor: Cursor, size: number): Buffer {
  const at = advance(cursor, size)
  return Buffer.from(cursor.buffer.subarray(at, at + size))
}

function skipCString(cursor: Cursor): void {
  while (readByte(cursor) !== 0);
}

function readCString(cursor: Cursor): string {
  const { buffer, offset, end } = cursor
  let text = ''
  for (let at = offset; at < end; at++) {
    const byte = buffer[at] as number
    if (byte === 0) {
      cursor.offset = at + 1
      return text
    }
    if (byte > 127 || at - offset > 40) return readLongCString(cursor)
    text += String.fromCharCode(byte)
  }
  throw invalid('a name has no end')
}

function readLongCString(cursor: Cursor): string {
  const end = cursor.buffer.indexOf(0, cursor.offset)
  if (end < 0 || end >= cursor.end) throw invalid('a name has no end')
  const text = cursor.buffer.toString('utf8', cursor.offset, end)
  cursor.offset = end + 1
  return text
}

function readString(cursor: Cursor): string {
  const size = readInt32(cursor)
  if (size < 1) throw invalid('a string length is out of bounds')
  const at = advance(cursor, size)
  if (cursor.buffer[at + size - 1] !== 0) throw invalid('a string has no end')
  return cursor.buffer.toString('utf8', at, at + size - 1)
}

function readBinary(cursor: Cursor): Binary {
  const size = readInt32(cursor)
  const subtype = readByte(cursor)
  return new Binary(copy(cursor, size), subtype)
}

function readBoolean(cursor: Cursor): boolean {
  const byte = readByte(cursor)
  if (byte > 1) throw invalid('a boolean is neither 0 nor 1')
  return byte === 1
}

function readDate(cursor: Cursor): Date {
  const low = readInt32(cursor) >>> 0
  const ms = readInt32(cursor) * 4294967296 + low
  if (Math.abs(ms) > maxJsDate) {
    throw mongoError('NotImplemented', 'dates beyond the year 275760 are not supported')
  }
  return new Date(ms)
}

function readTimestamp(cursor: Cursor): Timestamp {
  const increment = readInt32(cursor) >>> 0
  return new Timestamp({ t: readInt32(cursor) >>> 0, i: increment })
}

function readRegex(cursor: Cursor): BSONRegExp {
  const pattern = readCString(cursor)
  const options = readCString(cursor)
  try {
    return new BSONRegExp(pattern, options)
  } catch {
    throw invalid(`unknown regular expression options '${options}'`)
  }
}

function readCodeWithScope(cursor: Cursor): Code {
  const start = cursor.offset
  const size = readInt32(cursor)
  const code = readString(cursor)
  const scope = readDocument(cursor)
  if (cursor.offset !== start + size) throw invalid('a code length does not fit its content')
  return new Code(code, scope)
}
