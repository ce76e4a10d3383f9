import { encode } from '../bson/codec.ts'
import { mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import { compileFilter } from '../query/match.ts'
import { compileProjection } from '../query/projection.ts'
import { deleteRecord } from '../storage/records.ts'
import { putStatements } from '../txn/retry-records.ts'
import type { WriteSet } from '../txn/write-set.ts'
import { asFlag, isDocument } from '../values.ts'
import { RawBson } from '../wire/raw-bson.ts'
import { collationField, documentField, documentsField } from './arguments.ts'
import { statementId } from './insert.ts'
import { namespaceOf, type Command, type Operation, type Reply } from './operation.ts'
import { firstRow } from './query.ts'
import { acknowledge, runWrite } from './run-write.ts'
import { updateOf } from './update.ts'
import { applyUpdate, prepareUpdate } from './update-one.ts'

export const findAndModify: Command = {
  name: 'findAndModify',
  aliases: ['findandmodify'],
  fields: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'arrayFilters',
    'hint',
    'collation',
    'let',
    'stmtId',
  ],
  inTransaction: true,
  retryable: true,
  run,
}

type Step = (writes: WriteSet) => Doc

async function run(operation: Operation): Promise<Reply> {
  const { body, session } = operation
  const ns = namespaceOf(operation)
  const id = statementId(body, 0)
  const known = operation.retryable ? session?.statements.get(id) : undefined
  if (known) return reply(known)
  const step = asFlag(body['remove']) ? removal(body, ns) : modification(operation, ns)
  const answer = await runWrite(operation, (writes) => {
    const result = step(writes)
    if (operation.retryable && session) {
      putStatements(writes, session, [{ id, answer: result }])
      session.statements.set(id, result)
    }
    return result
  })
  await acknowledge(operation)
  return reply(answer)
}

function reply(answer: Doc): Reply {
  const value = answer['value']
  return { ...answer, value: isDocument(value) ? new RawBson(encode(value)) : null, ok: 1 }
}

function removal(body: Doc, ns: string): Step {
  if (body['update'] !== undefined) {
    throw mongoError('FailedToParse', "Cannot specify both an 'update' and 'remove'=true")
  }
  if (asFlag(body['upsert'])) {
    throw mongoError('FailedToParse', "Cannot specify both 'upsert'=true and 'remove'=true")
  }
  if (asFlag(body['new'])) {
    throw mongoError(
      'FailedToParse',
      "Cannot specify both 'new'=true and 'remove'=true; 'remove' always returns the deleted document",
    )
  }
  const query = queryOf(body)
  const project = projectionOf(body)
  return (writes) => {
    const collection = writes.collection(ns)
    const row = collection && firstRow(writes.view, collection, query)
    if (!collection || !row) return { lastErrorObject: { n: 0 }, value: null }
    deleteRecord(writes, collection, row.doc)
    return { lastErrorObject: { n: 1 }, value: project(row.doc) }
  }
}

function modification(operation: Operation, ns: string): Step {
  const { body, engine } = operation
  if (body['update'] === undefined) {
    throw mongoError('FailedToParse', "Either an 'update' or 'remove'=true must be specified")
  }
  const statement = prepareUpdate({
    ...queryOf(body),
    update: updateOf(body['update']),
    multi: false,
    upsert: asFlag(body['upsert']),
    arrayFilters: documentsField(body, 'arrayFilters'),
    let: documentField(body, 'let'),
    options: { bypassValidation: asFlag(body['bypassDocumentValidation']) },
  })
  const project = projectionOf(body)
  const wantsNew = asFlag(body['new'])
  return (writes) => {
    const result = applyUpdate(
      writes,
      writes.collection(ns),
      () => engine.ensureCollection(writes, ns),
      statement,
    )
    const shown = wantsNew ? result.after : result.before
    const upserted = 'upsertedId' in result
    return {
      lastErrorObject: {
        n: upserted ? 1 : result.matched,
        updatedExisting: result.matched > 0,
        ...(upserted && { upserted: result.upsertedId }),
      },
      value: shown ? project(shown) : null,
    }
  }
}

function queryOf(body: Doc): {
  filter: Doc
  sort: Doc | undefined
  hint: unknown
  matcher: ReturnType<typeof compileFilter>
  collation: Doc | undefined
} {
  const filter = documentField(body, 'query') ?? {}
  const sort = documentField(body, 'sort')
  const collation = collationField(body)
  return {
    filter,
    collation,
    sort: sort && Object.keys(sort).length > 0 ? sort : undefined,
    hint: body['hint'],
    matcher: compileFilter(filter, { let: documentField(body, 'let'), now: new Date(), collation }),
  }
}

function projectionOf(body: Doc): (doc: Doc) => Doc {
  const fields = documentField(body, 'fields')
  if (!fields || Object.keys(fields).length === 0) return (doc) => doc
  return compileProjection(fields, documentField(body, 'query') ?? {}, {
    let: documentField(body, 'let'),
    now: new Date(),
  })
}
