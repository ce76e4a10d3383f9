import type { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, Int32, Long, ObjectId } from 'bson'
import { mongoError } from './errors.ts'
import { T, typeOf, type Doc } from './types.ts'

const keptSize = 1 << 20
const maxDepth = 200
let scratch = Buffer.allocUnsafeSlow(1 << 16)
let at = 0

/**
 * Encodes a document: the inverse of `decode`, byte for byte. Fields that are `undefined` are left out.
 * Bare numbers become int32 when they fit, else double; bigint becomes int64.
 * @throws MongoError Overflow 15 beyond 200 levels, BadValue 2 for names with a zero byte.
 */
export function encode(doc: Doc): Buffer {
  at = 0
  writeDocument(doc, 1)
  const result = Buffer.from(scratch.subarray(0, at))
  if (scratch.length > keptSize) scratch = Buffer.allocUnsafeSlow(1 << 16)
  return result
}

function ensure(size: number): void {
  if (at + size <= scratch.length) return
  const bigger = Buffer.allocUnsafeSlow(Math.max(scratch.length * 2, at + size))
  scratch.copy(bigger, 0, 0, at)
  scratch = bigger
}

function writeDocument(doc: Doc, depth: number): void {
  const start = open(depth)
  for (const key of Object.keys(doc)) {
    const value = doc[key]
    if (value !== undefined) writeElement(key, value, depth)
  }
  close(start)
}

function writeArray(list: readonly unknown[], depth: number): void {
  const start = open(depth)
  for (let i = 0; i < list.length; i++) writeElement(String(i), list[i] ?? null, depth)
  close(start)
}

function open(depth: number): number {
  if (depth > maxDepth) {
    throw mongoError('Overflow', `BSONObj exceeds maximum nested object depth: ${maxDepth}`)
  }
  const start = at
  ensure(4)
  at += 4
  return start
}

function close(start: number): void {
  writeByte(0)
  scratch.writeInt32LE(at - start, start)
}

function writeElement(key: string, value: unknown, depth: number): void {
  const type = typeOf(value)
  writeByte(type & 0xff)
  writeCString(key)
  writeValue(type, value, depth)
}

function writeValue(type: number, value: unknown, depth: number): void {
  switch (type) {
    case T.double:
      ensure(8)
      scratch.writeDoubleLE(typeof value === 'number' ? value : (value as Double).value, at)
      at += 8
      return
    case T.string:
      return writeString(value as string)
    case T.object:
      return writeDocument(value as Doc, depth + 1)
    case T.array:
      return writeArray(value as unknown[], depth + 1)
    case T.binData:
      return writeBinary(value as Binary | Uint8Array)
    case T.objectId:
      return writeBytes((value as ObjectId).id)
    case T.bool:
      return writeByte(value ? 1 : 0)
    case T.date:
      return writeInt64(BigInt((value as Date).getTime()))
    case T.regex:
      return writeRegex(value as BSONRegExp | RegExp)
    case T.javascript:
      return writeString((value as Code).code)
    case T.symbol:
      return writeString((value as BSONSymbol).value)
    case T.javascriptWithScope:
      return writeCodeWithScope(value as Code, depth)
    case T.int:
      return writeInt32(typeof value === 'number' ? value : (value as Int32).value)
    case T.timestamp:
    case T.long:
      return typeof value === 'bigint' ? writeInt64(value) : writeLong(value as Long)
    case T.decimal:
      return writeBytes((value as Decimal128).bytes)
    default:
      return
  }
}

function writeByte(byte: number): void {
  ensure(1)
  scratch[at++] = byte
}

function writeInt32(value: number): void {
  ensure(4)
  scratch.writeInt32LE(value, at)
  at += 4
}

function writeInt64(value: bigint): void {
  ensure(8)
  scratch.writeBigInt64LE(BigInt.asIntN(64, value), at)
  at += 8
}

function writeLong(value: Long): void {
  writeInt32(value.low | 0)
  writeInt32(value.high | 0)
}

function writeBytes(bytes: Uint8Array): void {
  ensure(bytes.length)
  scratch.set(bytes, at)
  at += bytes.length
}

function writeCString(text: string): void {
  ensure(text.length * 3 + 1)
  if (text.length > 40 || !writeShortAscii(text)) {
    if (text.includes('\0')) throw mongoError('BadValue', 'a field name must not contain a zero byte')
    at += scratch.write(text, at, 'utf8')
  }
  scratch[at++] = 0
}

function writeShortAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 127 || code === 0) return false
    scratch[at + i] = code
  }
  at += text.length
  return true
}

function writeString(text: string): void {
  ensure(text.length * 3 + 5)
  const size = scratch.write(text, at + 4, 'utf8')
  scratch.writeInt32LE(size + 1, at)
  at += size + 5
  scratch[at - 1] = 0
}

function writeBinary(value: Binary | Uint8Array): void {
  const bytes = value instanceof Uint8Array ? value : value.buffer.subarray(0, value.position)
  writeInt32(bytes.length)
  writeByte(value instanceof Uint8Array ? 0 : value.sub_type)
  writeBytes(bytes)
}

function writeRegex(value: BSONRegExp | RegExp): void {
  if (value instanceof RegExp) {
    writeCString(value.source)
    writeCString([...value.flags].filter((flag) => 'ims'.includes(flag)).join(''))
  } else {
    writeCString(value.pattern)
    writeCString(value.options)
  }
}

function writeCodeWithScope(value: Code, depth: number): void {
  const start = at
  writeInt32(0)
  writeString(value.code)
  writeDocument((value.scope ?? {}) as Doc, depth + 1)
  scratch.writeInt32LE(at - start, start)
}
