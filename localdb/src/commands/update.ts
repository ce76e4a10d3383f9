import { mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import { putStatements } from '../txn/retry-records.ts'
import { asFlag, asNumber, isDocument } from '../values.ts'
import { collationField, documentField, documentsField, unknownField } from './arguments.ts'
import { statementId } from './insert.ts'
import { namespaceOf, type Command, type Operation, type Reply } from './operation.ts'
import { acknowledge, runWrite } from './run-write.ts'
import { applyUpdate, prepareUpdate, type PreparedUpdate } from './update-one.ts'
import { statementError } from './write-result.ts'

const statementFields = new Set(['q', 'u', 'c', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation'])

export const update: Command = {
  name: 'update',
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let', 'stmtId', 'stmtIds'],
  inTransaction: true,
  retryable: true,
  run,
}

type Totals = { n: number; modified: number; upserted: Doc[]; errors: Doc[] }

async function run(operation: Operation): Promise<Reply> {
  const { body } = operation
  const ns = namespaceOf(operation)
  const statements = documentsField(body, 'updates') ?? []
  if (statements.length === 0) {
    throw mongoError('InvalidLength', 'Write batch sizes must be between 1 and 100000. Got 0 operations.')
  }
  const ordered = body['ordered'] === undefined || asFlag(body['ordered'])
  const totals: Totals = { n: 0, modified: 0, upserted: [], errors: [] }
  for (const [index, statement] of statements.entries()) {
    try {
      add(totals, index, await runStatement(operation, ns, statement, index))
    } catch (error) {
      totals.errors.push(statementError(operation, index, error))
      if (ordered || body['autocommit'] === false) break
    }
  }
  await acknowledge(operation)
  return {
    n: totals.n,
    nModified: totals.modified,
    ...(totals.upserted.length > 0 && { upserted: totals.upserted }),
    ...(totals.errors.length > 0 && { writeErrors: totals.errors }),
    ok: 1,
  }
}

function add(totals: Totals, index: number, answer: Doc): void {
  totals.n += asNumber(answer['n'])
  totals.modified += asNumber(answer['m'])
  if ('u' in answer) totals.upserted.push({ index, _id: answer['u'] })
}

async function runStatement(operation: Operation, ns: string, statement: Doc, index: number): Promise<Doc> {
  const prepared = prepare(operation, statement)
  const { session, engine } = operation
  const id = statementId(operation.body, index)
  const known = operation.retryable ? session?.statements.get(id) : undefined
  if (known) return known
  return runWrite(operation, (writes) => {
    const collection = writes.collection(ns)
    const result = applyUpdate(writes, collection, () => engine.ensureCollection(writes, ns), prepared)
    const upserted = 'upsertedId' in result
    const answer: Doc = {
      n: upserted ? 1 : result.matched,
      m: result.modified,
      ...(upserted && { u: result.upsertedId }),
    }
    if (operation.retryable && session) {
      putStatements(writes, session, [{ id, answer }])
      session.statements.set(id, answer)
    }
    return answer
  })
}

function prepare(operation: Operation, statement: Doc): PreparedUpdate {
  for (const field of Object.keys(statement)) {
    if (!statementFields.has(field)) {
      throw unknownField(`update.updates.${field}`)
    }
  }
  const multi = asFlag(statement['multi'])
  if (multi && operation.retryable) {
    throw mongoError('InvalidOptions', 'Cannot use retryable writes with multi=true')
  }
  return prepareUpdate({
    filter: documentField(statement, 'q') ?? {},
    update: updateOf(statement['u']),
    multi,
    upsert: asFlag(statement['upsert']),
    arrayFilters: documentsField(statement, 'arrayFilters'),
    sort: undefined,
    hint: statement['hint'],
    collation: collationField(statement),
    let: variablesOf(operation.body, statement),
    options: { bypassValidation: asFlag(operation.body['bypassDocumentValidation']) },
  })
}

function variablesOf(body: Doc, statement: Doc): Doc | undefined {
  const constants = documentField(statement, 'c')
  const variables = documentField(body, 'let')
  return constants ? { ...variables, ...constants } : variables
}

/** @throws FailedToParse 9 */
export function updateOf(value: unknown): Doc | Doc[] {
  if (isDocument(value)) return value
  if (Array.isArray(value) && value.every(isDocument)) return value
  throw mongoError('FailedToParse', 'Update argument must be either an object or an array')
}
