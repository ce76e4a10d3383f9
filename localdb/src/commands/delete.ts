import { mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import { compileFilter } from '../query/match.ts'
import { deleteRecord } from '../storage/records.ts'
import { putStatements } from '../txn/retry-records.ts'
import { asFlag, asNumber } from '../values.ts'
import { collationField, documentField, documentsField, unknownField } from './arguments.ts'
import { statementId } from './insert.ts'
import { namespaceOf, type Command, type Operation, type Reply } from './operation.ts'
import { firstRow, queryRows } from './query.ts'
import { acknowledge, runWrite } from './run-write.ts'
import { statementError } from './write-result.ts'

const statementFields = new Set(['q', 'limit', 'hint', 'collation'])

export const deleteCommand: Command = {
  name: 'delete',
  fields: ['deletes', 'ordered', 'let', 'stmtId', 'stmtIds'],
  inTransaction: true,
  retryable: true,
  run,
}

async function run(operation: Operation): Promise<Reply> {
  const { body } = operation
  const ns = namespaceOf(operation)
  const statements = documentsField(body, 'deletes') ?? []
  if (statements.length === 0) {
    throw mongoError('InvalidLength', 'Write batch sizes must be between 1 and 100000. Got 0 operations.')
  }
  const ordered = body['ordered'] === undefined || asFlag(body['ordered'])
  const errors: Doc[] = []
  let n = 0
  for (const [index, statement] of statements.entries()) {
    try {
      n += asNumber((await runStatement(operation, ns, statement, index))['n'])
    } catch (error) {
      errors.push(statementError(operation, index, error))
      if (ordered || body['autocommit'] === false) break
    }
  }
  await acknowledge(operation)
  return { n, ...(errors.length > 0 && { writeErrors: errors }), ok: 1 }
}

async function runStatement(operation: Operation, ns: string, statement: Doc, index: number): Promise<Doc> {
  for (const field of Object.keys(statement)) {
    if (!statementFields.has(field)) {
      throw unknownField(`delete.deletes.${field}`)
    }
  }
  const collation = collationField(statement)
  const limit = asNumber(statement['limit'])
  if (limit !== 0 && limit !== 1) {
    throw mongoError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`)
  }
  if (limit === 0 && operation.retryable) {
    throw mongoError('InvalidOptions', 'Cannot use retryable writes with limit=0')
  }
  const { session } = operation
  const id = statementId(operation.body, index)
  const known = operation.retryable ? session?.statements.get(id) : undefined
  if (known) return known
  const filter = documentField(statement, 'q') ?? {}
  const variables = documentField(operation.body, 'let')
  const matcher = compileFilter(filter, { let: variables, now: new Date(), collation })
  const query = { filter, hint: statement['hint'], matcher, collation }
  return runWrite(operation, (writes) => {
    const collection = writes.collection(ns)
    const docs: Doc[] = []
    if (collection && limit === 1) {
      const row = firstRow(writes.view, collection, query)
      if (row) docs.push(row.doc)
    } else if (collection) {
      for (const row of queryRows(writes.view, collection, query)) docs.push(row.doc)
    }
    if (collection) for (const doc of docs) deleteRecord(writes, collection, doc)
    const answer: Doc = { n: docs.length }
    if (operation.retryable && session) {
      putStatements(writes, session, [{ id, answer }])
      session.statements.set(id, answer)
    }
    return answer
  })
}
