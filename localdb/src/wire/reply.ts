import { Double, Long, Timestamp } from 'bson'
import { encode, type Doc } from '../bson/codec.ts'
import { isDocument } from '../values.ts'
import { RawBson } from './raw-bson.ts'

/**
 * Encodes a reply. Whole numbers become int32 or int64, others double (`ok` always); stored documents (RawBson)
 * are copied as they are.
 */
export function encodeReply(reply: Doc): Buffer {
  const parts: Buffer[] = []
  const length = writeDocument(Object.entries(reply), parts)
  return Buffer.concat(parts, length)
}

function writeDocument(entries: [string, unknown][], parts: Buffer[]): number {
  const header = Buffer.allocUnsafe(4)
  parts.push(header)
  let length = 4
  for (const [name, value] of entries) length += writeElement(name, value, parts)
  parts.push(terminator)
  length += 1
  header.writeInt32LE(length)
  return length
}

const terminator = Buffer.alloc(1)

function writeElement(name: string, value: unknown, parts: Buffer[]): number {
  if (value === undefined) return 0
  if (value instanceof RawBson) {
    const head = elementHead(3, name)
    parts.push(head, value.bytes)
    return head.length + value.bytes.length
  }
  if (Array.isArray(value)) {
    const head = elementHead(4, name)
    parts.push(head)
    return (
      head.length +
      writeDocument(
        value.map((item, index): [string, unknown] => [String(index), item]),
        parts,
      )
    )
  }
  if (isDocument(value)) {
    const head = elementHead(3, name)
    parts.push(head)
    return head.length + writeDocument(Object.entries(value), parts)
  }
  const element = scalar(name, value)
  parts.push(element)
  return element.length
}

function scalar(name: string, value: unknown): Buffer {
  if (typeof value === 'number') {
    if (name !== 'ok' && Number.isInteger(value) && Math.abs(value) < 2 ** 31) {
      const element = Buffer.allocUnsafe(name.length + 6)
      elementHead(16, name).copy(element)
      element.writeInt32LE(value, name.length + 2)
      return element
    }
    const kept = name !== 'ok' && Number.isSafeInteger(value) ? Long.fromNumber(value) : new Double(value)
    return inner(encode({ [name]: kept }))
  }
  return inner(encode({ [name]: value }))
}

/** The single element of an encoded document. */
function inner(document: Buffer): Buffer {
  return document.subarray(4, document.length - 1)
}

function elementHead(type: number, name: string): Buffer {
  const head = Buffer.allocUnsafe(Buffer.byteLength(name) + 2)
  head[0] = type
  head.write(name, 1)
  head[head.length - 1] = 0
  return head
}

const clusterTail = inner(
  encode({
    $clusterTime: {
      clusterTime: new Timestamp({ t: 0, i: 0 }),
      signature: { hash: Buffer.alloc(20), keyId: Long.fromNumber(0) },
    },
    operationTime: new Timestamp({ t: 0, i: 0 }),
  }),
)
const clusterTimeAt = clusterTail.indexOf('clusterTime\0', 14) + 12
const operationTimeAt = clusterTail.length - 8

/** Adds `$clusterTime` and `operationTime` to an encoded reply. */
export function withClusterTime(reply: Buffer, time: Timestamp): Buffer {
  const tail = Buffer.from(clusterTail)
  for (const at of [clusterTimeAt, operationTimeAt]) {
    tail.writeUInt32LE(time.low >>> 0, at)
    tail.writeUInt32LE(time.high >>> 0, at + 4)
  }
  const whole = Buffer.concat([reply.subarray(0, reply.length - 1), tail, terminator])
  whole.writeInt32LE(whole.length)
  return whole
}
