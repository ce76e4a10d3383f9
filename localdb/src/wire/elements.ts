import { mongoError } from '../bson/errors.ts'

const fixedSizes: Record<number, number> = {
  1: 8,
  6: 0,
  7: 12,
  8: 1,
  9: 8,
  10: 0,
  16: 4,
  17: 8,
  18: 8,
  19: 16,
  255: 0,
  127: 0,
}

type Element = { type: number; name: string; start: number; valueStart: number; end: number }

/** Walks the top-level elements of a BSON document without decoding values. @throws InvalidBSON 22 */
export function* elementsOf(document: Buffer): Generator<Element> {
  const last = document.length - 1
  if (document.length < 5 || document.readInt32LE(0) !== document.length || document[last] !== 0)
    throw invalid()
  let position = 4
  while (position < last) {
    const start = position
    const type = document[position] as number
    const nameEnd = document.indexOf(0, position + 1)
    if (nameEnd < 0 || nameEnd >= last) throw invalid()
    const valueStart = nameEnd + 1
    position = valueStart + valueSize(document, type, valueStart)
    if (position > last) throw invalid()
    yield { type, name: document.toString('utf8', start + 1, nameEnd), start, valueStart, end: position }
  }
}

function valueSize(document: Buffer, type: number, at: number): number {
  const fixed = fixedSizes[type]
  if (fixed !== undefined) return fixed
  if (type === 11) {
    const first = document.indexOf(0, at)
    const second = first < 0 ? -1 : document.indexOf(0, first + 1)
    if (second < 0) throw invalid()
    return second + 1 - at
  }
  if (at + 4 > document.length) throw invalid()
  const length = document.readInt32LE(at)
  if (length < 0) throw invalid()
  if (type === 3 || type === 4 || type === 15) return length < 5 ? fail() : length
  if (type === 2 || type === 13 || type === 14) return 4 + length
  if (type === 5) return 5 + length
  if (type === 12) return 4 + length + 12
  throw invalid()
}

function fail(): never {
  throw invalid()
}

function invalid(): Error {
  return mongoError('InvalidBSON', 'the message holds malformed BSON')
}

/** Takes an array of documents out of a message body, unread, so that inserts keep the client's bytes. */
export function takeDocuments(
  body: Buffer,
  field: string,
): { body: Buffer; documents: Buffer[] } | undefined {
  for (const element of elementsOf(body)) {
    if (element.name !== field || element.type !== 4) continue
    const array = body.subarray(element.valueStart, element.end)
    const documents: Buffer[] = []
    for (const item of elementsOf(array)) {
      if (item.type !== 3) return undefined
      documents.push(array.subarray(item.valueStart, item.end))
    }
    const rest = Buffer.concat([body.subarray(0, element.start), body.subarray(element.end)])
    rest.writeInt32LE(rest.length)
    return { body: rest, documents }
  }
  return undefined
}
