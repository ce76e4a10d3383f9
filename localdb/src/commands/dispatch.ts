import { MongoError, mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import type { Engine } from '../engine.ts'
import { asNumber } from '../values.ts'
import { unknownField } from './arguments.ts'
import { errorReply } from './error-reply.ts'
import type { Failure } from './fail-points.ts'
import { labelsFor } from './labels.ts'
import type { Command, Connection, Operation, Reply } from './operation.ts'
import { findCommand } from './registry.ts'
import { enterSession } from './enter-session.ts'
import { checkReadConcern } from './read-concern.ts'
import { writeConcernErrorOf } from './write-concern.ts'

type Input = { engine: Engine; connection: Connection; body: Doc; documents: Buffer[] | undefined }

const generalFields = new Set([
  '$db',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'maxTimeMSOpOnly',
  'comment',
  '$readPreference',
  '$clusterTime',
  '$client',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
])

/** Runs one command and answers it; errors of the command become its reply. */
export function dispatch(input: Input): Reply | Promise<Reply> {
  const name = Object.keys(input.body)[0] ?? ''
  const operation: Operation = {
    engine: input.engine,
    connection: input.connection,
    name,
    database: typeof input.body['$db'] === 'string' ? input.body['$db'] : 'admin',
    body: input.body,
    documents: input.documents,
    session: undefined,
    transaction: undefined,
    retryable: false,
    deadline: deadlineOf(input.body),
  }
  let failure: Failure | undefined
  try {
    const target = input.body[name]
    failure = input.engine.failPoints.take(
      name,
      input.connection,
      typeof target === 'string' ? `${operation.database}.${target}` : undefined,
    )
    if (failure) return failing(operation, failure)
    const result = execute(operation)
    if (result instanceof Promise) return result.catch((error: unknown) => failed(operation, error))
    return result
  } catch (error) {
    return failed(operation, error)
  }
}

async function failing(operation: Operation, failure: Failure): Promise<Reply> {
  try {
    if (failure.blockMs > 0) await new Promise((resolve) => setTimeout(resolve, failure.blockMs))
    if (failure.closeConnection) {
      operation.connection.closing = true
      return {}
    }
    if (failure.error) throw failure.error
    const reply = await execute(operation)
    const wanted = failure.writeConcernError
    if (!wanted) return reply
    const labels = failure.labels ?? writeConcernLabels(operation, wanted)
    return { ...reply, writeConcernError: wanted, ...(labels.length > 0 && { errorLabels: labels }) }
  } catch (error) {
    return failed(operation, error, failure.labels)
  }
}

/** Inside a transaction only its end can fail to be written as asked. */
function writeConcernLabels(operation: Operation, problem: Doc): string[] {
  return labelsFor(operation, asNumber(problem['code'])).filter((label) => label === 'RetryableWriteError')
}

function execute(operation: Operation): Reply | Promise<Reply> {
  const command = findCommand(operation.name)
  if (!command) throw mongoError('CommandNotFound', `no such command: '${operation.name}'`)
  operation.name = command.name
  if (!(command.name in operation.body)) operation.body[command.name] = Object.values(operation.body)[0]
  checkFields(command, operation.body)
  enterSession(operation, command)
  checkReadConcern(operation)
  const problem = writeConcernErrorOf(operation)
  const result = command.run(operation)
  if (!problem) return result
  return Promise.resolve(result).then((reply) => ({ ...reply, writeConcernError: problem }))
}

function checkFields(command: Command, body: Doc): void {
  for (const field of Object.keys(body)) {
    if (field === command.name || generalFields.has(field) || command.fields.includes(field)) continue
    if (command.aliases?.includes(field)) continue
    throw unknownField(`${command.name}.${field}`)
  }
}

/** An error inside a transaction's statement ends the transaction, as in the server. */
function failed(operation: Operation, error: unknown, labels?: string[]): Reply {
  const known = error instanceof MongoError ? error : unexpected(error)
  if (operation.transaction && operation.session && operation.name !== 'commitTransaction') {
    operation.engine.endTransaction(operation.session, 'aborted')
  }
  const added = labels ?? labelsFor(operation, known.code)
  return errorReply(
    new MongoError(known.code, known.codeName, known.message, {
      labels: [...new Set([...known.labels, ...added])],
      extra: known.extra,
    }),
  )
}

function unexpected(error: unknown): MongoError {
  const detail = error instanceof Error ? error.message : String(error)
  return mongoError('InternalError', `internal error: ${detail}`)
}

function deadlineOf(body: Doc): number | undefined {
  const limit = asNumber(body['maxTimeMS'])
  return limit > 0 ? Date.now() + limit : undefined
}
