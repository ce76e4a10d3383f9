import { BSONRegExp, ObjectId, Timestamp } from 'bson'
import { decode, encode } from '../bson/codec.ts'
import { mongoError } from '../bson/errors.ts'
import { typeName, UNDEFINED, type Doc } from '../bson/types.ts'
import { insertRecord } from '../storage/records.ts'
import { LockedByTransaction } from '../txn/locks.ts'
import { putStatements } from '../txn/retry-records.ts'
import type { WriteSet } from '../txn/write-set.ts'
import { asFlag, asNumber, isDocument } from '../values.ts'
import { documentsField, refuse } from './arguments.ts'
import { namespaceOf, type Command, type Operation, type Reply } from './operation.ts'
import { acknowledge, runWrite } from './run-write.ts'
import { statementError } from './write-result.ts'

type Prepared = { doc: Doc; bytes: Buffer }
type Progress = { next: number; n: number; errors: Doc[] }

const mostDocuments = 100_000

export const insert: Command = {
  name: 'insert',
  fields: ['documents', 'ordered', 'bypassDocumentValidation', 'stmtId', 'stmtIds', 'encryptionInformation'],
  inTransaction: true,
  retryable: true,
  run,
}

async function run(operation: Operation): Promise<Reply> {
  const { body } = operation
  refuse(body, ['encryptionInformation'], 'insert')
  const ns = namespaceOf(operation)
  const documents: (Buffer | Doc)[] = operation.documents ?? documentsField(body, 'documents') ?? []
  if (documents.length === 0 || documents.length > mostDocuments) {
    throw mongoError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${mostDocuments}. Got ${documents.length} operations.`,
    )
  }
  const progress: Progress = { next: 0, n: 0, errors: [] }
  while (progress.next < documents.length) {
    await runWrite(operation, (writes) => insertRun(operation, writes, ns, documents, progress))
  }
  await acknowledge(operation)
  return { n: progress.n, ...(progress.errors.length > 0 && { writeErrors: progress.errors }), ok: 1 }
}

/** Inserts as many documents as it can in one go; stops before one that must wait for a transaction. */
function insertRun(
  operation: Operation,
  writes: WriteSet,
  ns: string,
  documents: readonly (Buffer | Doc)[],
  progress: Progress,
): void {
  const ordered = operation.body['ordered'] === undefined || asFlag(operation.body['ordered'])
  const options = { bypassValidation: asFlag(operation.body['bypassDocumentValidation']) }
  const collection = operation.engine.ensureCollection(writes, ns)
  const answered = operation.retryable ? operation.session?.statements : undefined
  const statements: { id: number; answer: Doc }[] = []
  const first = progress.next
  for (let index = first; index < documents.length; index += 1) {
    const id = statementId(operation.body, index)
    if (answered?.has(id)) {
      progress.n += 1
      progress.next = index + 1
      continue
    }
    try {
      const { doc, bytes } = prepare(documents[index] as Buffer | Doc)
      insertRecord(writes, collection, doc, bytes, options)
      progress.n += 1
      if (answered) statements.push({ id, answer: { n: 1 } })
    } catch (error) {
      if (error instanceof LockedByTransaction) {
        if (index === first) throw error
        break
      }
      progress.errors.push(statementError(operation, index, error))
      if (ordered || operation.body['autocommit'] === false) {
        progress.next = documents.length
        break
      }
    }
    progress.next = index + 1
  }
  if (answered && operation.session) {
    putStatements(writes, operation.session, statements)
    for (const { id, answer } of statements) answered.set(id, answer)
  }
}

/** Statement ids number the statements of a retryable command; drivers leave them out and mean 0, 1, 2 … */
export function statementId(body: Doc, index: number): number {
  const ids = body['stmtIds']
  if (Array.isArray(ids)) return asNumber(ids[index])
  return (body['stmtId'] === undefined ? 0 : asNumber(body['stmtId'])) + index
}

/** The document as it is stored: `_id` first, made when absent; a zero timestamp is the present time. */
export function prepare(source: Buffer | Doc): Prepared {
  const doc = Buffer.isBuffer(source) ? decode(source) : source
  const id = doc['_id']
  if (id !== undefined) checkId(id)
  const zeroTime = Object.keys(doc).some((name) => doc[name] instanceof Timestamp && isZero(doc[name]))
  if (Buffer.isBuffer(source) && startsWithId(source) && !zeroTime) return { doc, bytes: source }
  const stored: Doc = { _id: id === undefined ? new ObjectId() : id, ...doc }
  if (zeroTime) {
    for (const [name, value] of Object.entries(stored)) {
      if (name !== '_id' && value instanceof Timestamp && isZero(value)) {
        stored[name] = new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 })
      }
    }
  }
  return { doc: stored, bytes: encode(stored) }
}

function isZero(value: Timestamp): boolean {
  return value.low === 0 && value.high === 0
}

function startsWithId(bytes: Buffer): boolean {
  return bytes.length > 9 && bytes.readUInt32BE(5) === 0x5f696400
}

/** @throws InvalidIdField 53, DollarPrefixedFieldName 52 */
export function checkId(id: unknown): void {
  if (Array.isArray(id) || id instanceof BSONRegExp || id === UNDEFINED) {
    throw mongoError('InvalidIdField', `The '_id' value cannot be of type ${typeName(id)}`)
  }
  if (isDocument(id)) {
    const dollar = Object.keys(id).find((name) => name.startsWith('$'))
    if (dollar) {
      throw mongoError(
        'DollarPrefixedFieldName',
        `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`,
      )
    }
  }
}
