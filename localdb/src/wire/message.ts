import { decode, type Doc } from '../bson/codec.ts'
import { mongoError } from '../bson/errors.ts'
import { elementsOf, takeDocuments } from './elements.ts'

export const largestMessage = 48_000_000

const opCodes = { reply: 1, query: 2004, msg: 2013 } as const
const flags = { checksum: 1, moreToCome: 2 } as const

/** One request, decoded. `documents` are an insert's documents as the client's bytes. */
export type Request = {
  id: number
  opCode: 'msg' | 'query'
  body: Doc
  documents: Buffer[] | undefined
  /** The client does not read an answer. */
  silent: boolean
}

/** The bytes are no message of this protocol; the connection cannot go on. */
export class ProtocolError extends Error {}

/** Decodes a whole message. @throws ProtocolError, MongoError InvalidBSON 22 */
export function parseMessage(message: Buffer): Request {
  const id = message.readInt32LE(4)
  const opCode = message.readInt32LE(12)
  if (opCode === opCodes.msg) return parseMsg(id, message)
  if (opCode === opCodes.query) return parseQuery(id, message)
  throw new ProtocolError(`unsupported opcode ${opCode}`)
}

function parseMsg(id: number, message: Buffer): Request {
  if (message.length < 21) throw new ProtocolError('the message is too short')
  const bits = message.readUInt32LE(16)
  if (bits & 0xfffc) throw new ProtocolError('the message has unknown required flags')
  const end = message.length - (bits & flags.checksum ? 4 : 0)
  let bodyBytes: Buffer | undefined
  const sequences: { name: string; documents: Buffer[] }[] = []
  let position = 20
  while (position < end) {
    const kind = message[position]
    position += 1
    if (position + 4 > end) throw new ProtocolError('a section is cut off')
    const size = message.readInt32LE(position)
    if (size < 5 || position + size > end) throw new ProtocolError('a section has a wrong size')
    const section = message.subarray(position, position + size)
    position += size
    if (kind === 0) {
      if (bodyBytes) throw new ProtocolError('the message has two bodies')
      bodyBytes = section
    } else if (kind === 1) sequences.push(parseSequence(section))
    else throw new ProtocolError(`unknown section kind ${String(kind)}`)
  }
  if (!bodyBytes) throw new ProtocolError('the message has no body')
  return { id, opCode: 'msg', silent: (bits & flags.moreToCome) !== 0, ...assemble(bodyBytes, sequences) }
}

function assemble(
  bytes: Buffer,
  sequences: { name: string; documents: Buffer[] }[],
): { body: Doc; documents: Buffer[] | undefined } {
  const first = elementsOf(bytes).next().value as { name: string } | undefined
  if (first?.name === 'insert') {
    const sequence = sequences.find(({ name }) => name === 'documents')
    if (sequence) return { body: decode(bytes), documents: sequence.documents }
    const taken = takeDocuments(bytes, 'documents')
    return taken
      ? { body: decode(taken.body), documents: taken.documents }
      : { body: decode(bytes), documents: undefined }
  }
  const body = decode(bytes)
  for (const { name, documents } of sequences) {
    if (name in body)
      throw mongoError('FailedToParse', `the field '${name}' is both in the body and a sequence`)
    body[name] = documents.map((document) => decode(document))
  }
  return { body, documents: undefined }
}

function parseSequence(section: Buffer): { name: string; documents: Buffer[] } {
  const nameEnd = section.indexOf(0, 4)
  if (nameEnd < 0) throw new ProtocolError('a document sequence has no name')
  const documents: Buffer[] = []
  let position = nameEnd + 1
  while (position < section.length) {
    const size = position + 4 <= section.length ? section.readInt32LE(position) : 0
    if (size < 5 || position + size > section.length) throw new ProtocolError('a document has a wrong size')
    documents.push(section.subarray(position, position + size))
    position += size
  }
  return { name: section.toString('utf8', 4, nameEnd), documents }
}

/** The old opcode, which drivers use for their first hello only. */
function parseQuery(id: number, message: Buffer): Request {
  const nameEnd = message.indexOf(0, 20)
  const start = nameEnd + 9
  if (nameEnd < 0 || start + 5 > message.length) throw new ProtocolError('the query is cut off')
  const ns = message.toString('utf8', 20, nameEnd)
  if (!ns.endsWith('.$cmd')) throw new ProtocolError('OP_QUERY is taken for commands only')
  const size = message.readInt32LE(start)
  if (size < 5 || start + size > message.length) throw new ProtocolError('the query is cut off')
  const body = decode(message.subarray(start, start + size))
  return { id, opCode: 'query', body: { ...body, $db: ns.slice(0, -5) }, documents: undefined, silent: false }
}

let nextId = 1

/** Wraps an encoded reply document for the request's opcode. */
export function replyMessage(request: Pick<Request, 'id' | 'opCode'>, document: Buffer): Buffer[] {
  nextId = (nextId + 1) & 0x7fffffff
  const head = Buffer.alloc(request.opCode === 'msg' ? 21 : 36)
  head.writeInt32LE(head.length + document.length, 0)
  head.writeInt32LE(nextId, 4)
  head.writeInt32LE(request.id, 8)
  if (request.opCode === 'msg') {
    head.writeInt32LE(opCodes.msg, 12)
  } else {
    head.writeInt32LE(opCodes.reply, 12)
    head.writeInt32LE(8, 16)
    head.writeInt32LE(1, 32)
  }
  return [head, document]
}
