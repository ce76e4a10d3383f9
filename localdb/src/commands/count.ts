import { encodeKey } from '../bson/key.ts'
import { getPathValues } from '../bson/path.ts'
import type { Doc } from '../bson/types.ts'
import { compileCollation } from '../query/collation.ts'
import { tableRange } from '../storage/keys.ts'
import { keyText } from '../storage/layer.ts'
import { asNumber } from '../values.ts'
import { collationField, countField, documentField, stringField } from './arguments.ts'
import { collectionOf, namespaceOf, viewOf, type Command } from './operation.ts'
import { queryRows } from './query.ts'

export const count: Command = {
  name: 'count',
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  run(operation) {
    const { body } = operation
    const collation = collationField(body)
    const collection = collectionOf(operation, namespaceOf(operation))
    const filter = documentField(body, 'query') ?? {}
    const skip = countField(body, 'skip') ?? 0
    const limit = Math.abs(asNumber(body['limit'] ?? 0)) || Infinity
    if (!collection) return { n: 0, ok: 1 }
    let total = 0
    if (Object.keys(filter).length === 0) total = viewOf(operation).count(tableRange(collection.table))
    else {
      const rows = queryRows(viewOf(operation), collection, {
        filter,
        collation,
        hint: body['hint'],
        deadline: operation.deadline,
      })
      for (const row of rows) {
        if (row.bytes.length > 0) total += 1
        if (total >= skip + limit) break
      }
    }
    return { n: Math.max(0, Math.min(total - skip, limit)), ok: 1 }
  },
}

export const distinct: Command = {
  name: 'distinct',
  fields: ['key', 'query', 'collation', 'hint'],
  inTransaction: true,
  run(operation) {
    const { body } = operation
    const collation = collationField(body)
    const collection = collectionOf(operation, namespaceOf(operation))
    const path = stringField(body, 'key') ?? ''
    if (!collection) return { values: [], ok: 1 }
    const values = distinctValues(collation)
    const query = {
      filter: documentField(body, 'query') ?? {},
      collation,
      hint: body['hint'],
      deadline: operation.deadline,
    }
    for (const row of queryRows(viewOf(operation), collection, query)) {
      for (const value of getPathValues(row.doc, path)) {
        values.add(value)
      }
    }
    return { values: values.all(), ok: 1 }
  },
}

type DistinctValues = { add(value: unknown): void; all(): unknown[] }

/** Keeps the first of equal values. */
function distinctValues(collation: Doc | undefined): DistinctValues {
  if (collation) {
    const compare = compileCollation(collation)
    const list: unknown[] = []
    return {
      add: (value) => void (list.some((each) => compare(each, value) === 0) || list.push(value)),
      all: () => list,
    }
  }
  const byKey = new Map<string, unknown>()
  return {
    add(value) {
      const key = keyText(encodeKey([value], [1]))
      if (!byKey.has(key)) byKey.set(key, value)
    },
    all: () => [...byKey.values()],
  }
}
