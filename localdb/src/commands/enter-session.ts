import { Binary } from 'bson'
import { MongoError, mongoError } from '../bson/errors.ts'
import type { Session } from '../txn/session.ts'
import { asNumber, isDocument } from '../values.ts'
import type { Command, Operation } from './operation.ts'

/**
 * Ties a command to its session and, with a transaction number, to the retryable write or the transaction of that
 * number, by the server's rules. @throws TransactionTooOld 225, NoSuchTransaction 251, TransactionCommitted 256 …
 */
export function enterSession(operation: Operation, command: Command): void {
  const { body } = operation
  if (body['txnNumber'] === undefined) {
    if (body['autocommit'] !== undefined || body['startTransaction'] !== undefined) {
      throw mongoError('InvalidOptions', "'autocommit' and 'startTransaction' need a 'txnNumber'")
    }
    return
  }
  const session = sessionOf(operation)
  const number = asNumber(body['txnNumber'])
  if (number < session.txnNumber) {
    throw mongoError(
      'TransactionTooOld',
      `Cannot start transaction with { txnNumber: ${number} } on session ${session.id} because a newer transaction with txnNumber ${session.txnNumber} has already started on this session.`,
    )
  }
  operation.session = session
  if (body['autocommit'] === undefined) enterRetryable(operation, command, session, number)
  else enterTransaction(operation, command, session, number)
}

function sessionOf(operation: Operation): Session {
  const lsid = operation.body['lsid']
  const id = isDocument(lsid) ? lsid['id'] : undefined
  if (!(id instanceof Binary)) throw mongoError('InvalidOptions', 'Transaction number requires a session ID')
  return operation.engine.session(id.toString('hex'))
}

function enterRetryable(operation: Operation, command: Command, session: Session, number: number): void {
  if (!command.retryable) {
    throw new MongoError(
      50768,
      'NotARetryableWriteCommand',
      `txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false was not provided, and ${command.name} is not a retryable write command.`,
    )
  }
  if (number > session.txnNumber) advance(operation, session, number, 'retryable')
  else if (session.kind === 'transaction') {
    throw mongoError(
      'TransactionTooOld',
      `Retryable write with txnNumber ${number} is prohibited on session ${session.id} because a transaction with this number exists.`,
    )
  }
  operation.retryable = true
}

function enterTransaction(operation: Operation, command: Command, session: Session, number: number): void {
  const { body } = operation
  if (body['autocommit'] !== false) throw mongoError('InvalidOptions', "'autocommit' must be false")
  if (!command.inTransaction) {
    throw new MongoError(
      263,
      'OperationNotSupportedInTransaction',
      `Cannot run '${command.name}' in a multi-document transaction.`,
    )
  }
  const ending = command.name === 'commitTransaction' || command.name === 'abortTransaction'
  if (body['writeConcern'] !== undefined && !ending) {
    throw mongoError('InvalidOptions', 'writeConcern is not allowed within a multi-statement transaction')
  }
  if (body['startTransaction'] !== undefined) return start(operation, session, number)
  if (body['readConcern'] !== undefined) {
    throw mongoError('InvalidOptions', 'Only the first command in a transaction may specify a readConcern')
  }
  if (number !== session.txnNumber || session.kind !== 'transaction') {
    throw mongoError(
      'NoSuchTransaction',
      `Given transaction number ${number} does not match any in-progress transactions. The active transaction number is ${session.txnNumber}`,
    )
  }
  if (session.open) operation.transaction = session.open
  else if (session.outcome === 'committed') {
    if (command.name !== 'commitTransaction') {
      throw mongoError(
        'TransactionCommitted',
        `Transaction with { txnNumber: ${number} } has been committed.`,
      )
    }
  } else {
    throw mongoError('NoSuchTransaction', `Transaction with { txnNumber: ${number} } has been aborted.`)
  }
}

function start(operation: Operation, session: Session, number: number): void {
  if (operation.body['startTransaction'] !== true) {
    throw mongoError('InvalidOptions', "'startTransaction' must be true")
  }
  if (number === session.txnNumber) {
    throw new MongoError(
      117,
      'ConflictingOperationInProgress',
      `Cannot start a transaction at given transaction number ${number}: a transaction or retryable write with this number is already known on this session`,
    )
  }
  advance(operation, session, number, 'transaction')
  operation.engine.beginTransaction(session)
  operation.transaction = session.open
}

/** A newer number ends whatever the older one left open. */
function advance(operation: Operation, session: Session, number: number, kind: Session['kind']): void {
  operation.engine.endTransaction(session, 'aborted')
  session.txnNumber = number
  session.kind = kind
  session.outcome = undefined
  session.statements.clear()
}
