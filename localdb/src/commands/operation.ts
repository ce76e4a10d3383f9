import { mongoError } from '../bson/errors.ts'
import type { Doc } from '../bson/types.ts'
import type { Engine } from '../engine.ts'
import type { Collection } from '../storage/catalog.ts'
import type { View } from '../storage/view.ts'
import type { OpenTransaction, Session } from '../txn/session.ts'

export type Connection = {
  id: number
  appName: string | undefined
  /** Set by a fail point: the connection is closed instead of an answer. */
  closing: boolean
}

/** One command being run. */
export type Operation = {
  engine: Engine
  connection: Connection
  name: string
  database: string
  body: Doc
  /** An insert's documents as bytes. */
  documents: Buffer[] | undefined
  session: Session | undefined
  transaction: OpenTransaction | undefined
  /** The command is a retryable write under the session's number. */
  retryable: boolean
  /** When the client's maxTimeMS ends, in ms since the epoch. */
  deadline: number | undefined
}

export type Reply = Doc

export type Command = {
  name: string
  aliases?: readonly string[]
  /** Fields besides the general ones; another one is refused by name. */
  fields: readonly string[]
  /** May run inside a multi-document transaction. */
  inTransaction?: boolean
  /** Takes a transaction number as a retryable write. */
  retryable?: boolean
  run(operation: Operation): Reply | Promise<Reply>
}

export function viewOf(operation: Operation): View {
  return operation.transaction?.writes.view ?? operation.engine.live
}

export function collectionOf(operation: Operation, ns: string): Collection | undefined {
  return operation.transaction
    ? operation.transaction.writes.collection(ns)
    : operation.engine.catalog.get(ns)
}

/** Namespace of the collection that the command's own field names. @throws InvalidNamespace 73 */
export function namespaceOf(operation: Operation, field = operation.name): string {
  const name = operation.body[field]
  if (typeof name !== 'string') {
    throw mongoError('InvalidNamespace', `collection name has invalid type ${typeof name}`)
  }
  return namespace(operation.database, name)
}

/** @throws InvalidNamespace 73 for names the server does not take */
export function namespace(database: string, name: string): string {
  const ns = `${database}.${name}`
  if (name === '' || name.startsWith('.') || name.includes('\0') || (name.includes('$') && name !== '$cmd')) {
    throw mongoError('InvalidNamespace', `Invalid namespace specified '${ns}'`)
  }
  return ns
}
