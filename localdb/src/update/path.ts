import { mongoError } from '../bson/errors.ts'

/** Splits and checks the path of an update operator. @throws MongoError EmptyFieldName 56, DollarPrefixedFieldName 52, BadValue 2. */
export function splitUpdatePath(path: string): string[] {
  if (path === '') throw mongoError('EmptyFieldName', 'An empty update path is not valid.')
  const parts = path.split('.')
  if (parts.includes('')) {
    throw mongoError(
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    )
  }
  for (const part of parts) checkPart(part, path)
  if (parts[0] === '$') {
    throw mongoError(
      'BadValue',
      `Cannot have positional (i.e. '$') element in the first position in path '${path}'`,
    )
  }
  if (isFilterPart(parts[0] as string)) {
    throw mongoError(
      'BadValue',
      `Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '${path}'`,
    )
  }
  if (parts.filter((part) => part === '$').length > 1) {
    throw mongoError('BadValue', `Too many positional (i.e. '$') elements found in path '${path}'`)
  }
  return parts
}

/** True for `$[]` and `$[identifier]`. */
export function isFilterPart(part: string): boolean {
  return part.startsWith('$[') && part.endsWith(']')
}

function checkPart(part: string, path: string): void {
  if (part.startsWith('$') && part !== '$' && !isFilterPart(part)) throw dollarField(part, path)
}

export function dollarField(part: string, path: string): Error {
  return mongoError(
    'DollarPrefixedFieldName',
    `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
  )
}
