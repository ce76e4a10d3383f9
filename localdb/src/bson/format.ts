import type { BSONRegExp, ObjectId } from 'bson'
import { regexParts } from './compare.ts'
import { T, typeOf, type Doc } from './types.ts'

/** A value as the server prints it in its messages: `{ a: 1, b: "x" }`. */
export function formatValue(value: unknown): string {
  switch (typeOf(value)) {
    case T.string:
      return JSON.stringify(value)
    case T.object:
      return formatDoc(value as Doc)
    case T.array:
      return (value as unknown[]).length === 0
        ? '[]'
        : `[ ${(value as unknown[]).map(formatValue).join(', ')} ]`
    case T.objectId:
      return `ObjectId('${(value as ObjectId).toHexString()}')`
    case T.date:
      return `new Date(${(value as Date).getTime()})`
    case T.null:
    case T.missing:
      return 'null'
    case T.regex: {
      const { pattern, options } = regexParts(value as BSONRegExp | RegExp)
      return `/${pattern}/${options}`
    }
    case T.double:
      return formatDouble(Number(value))
    case T.minKey:
      return 'MinKey'
    case T.maxKey:
      return 'MaxKey'
    default:
      return String(value)
  }
}

function formatDouble(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value)
}

function formatDoc(doc: Doc): string {
  const fields = Object.keys(doc).map((key) => `${key}: ${formatValue(doc[key])}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}
