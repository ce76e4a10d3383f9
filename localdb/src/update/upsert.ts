import { mongoError } from '../bson/errors.ts'
import { isDoc, T, typeOf, type Doc } from '../bson/types.ts'
import { withPath } from '../aggregate/set-path.ts'
import { isOperatorName } from '../query/field-operators.ts'

/** The document that a filter's equalities describe, with its fields in the order of their names. @throws MongoError NotSingleValueField 54. */
export function equalityDocument(filter: Doc, idOnly: boolean): Doc {
  const found = new Map<string, unknown>()
  collect(filter, found, idOnly)
  let doc: Doc = {}
  for (const path of [...found.keys()].toSorted()) doc = withPath(doc, path.split('.'), found.get(path))
  return doc
}

function collect(filter: Doc, found: Map<string, unknown>, idOnly: boolean): void {
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$and' || (key === '$or' && Array.isArray(value) && value.length === 1)) {
      for (const item of value as Doc[]) collect(item, found, idOnly)
    } else if (!key.startsWith('$') && (!idOnly || key === '_id' || key.startsWith('_id.'))) {
      for (const equal of equalValuesOf(value)) add(key, equal, found)
    }
  }
}

/** The values that a field must equal. */
function equalValuesOf(condition: unknown): unknown[] {
  if (typeOf(condition) === T.regex) return []
  if (!isDoc(condition) || !isOperatorName(Object.keys(condition)[0])) return [condition]
  return Object.entries(condition).flatMap(([operator, operand]) => {
    if (operator === '$eq') return [operand]
    const list = Array.isArray(operand) ? (operand as unknown[]) : []
    const plain = list.every(
      (item) => typeOf(item) !== T.regex && !(isDoc(item) && isOperatorName(Object.keys(item)[0])),
    )
    if (!plain) return []
    return operator === '$all' || (operator === '$in' && list.length === 1) ? list : []
  })
}

function add(path: string, value: unknown, found: Map<string, unknown>): void {
  for (const other of found.keys()) {
    if (other === path)
      throw mongoError(
        'NotSingleValueField',
        `cannot infer query fields to set, path '${path}' is matched twice`,
      )
    if (other.startsWith(`${path}.`) || path.startsWith(`${other}.`)) {
      throw mongoError(
        'NotSingleValueField',
        `cannot infer query fields to set, both paths '${path}' and '${other}' are matched`,
      )
    }
  }
  found.set(path, value)
}
