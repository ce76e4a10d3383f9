import { Binary } from 'bson'
import { isDocument } from '../values.ts'
import type { Command, Operation } from './operation.ts'

/** Aborts the named sessions' open transactions. */
function end(operation: Operation, ids: unknown): void {
  for (const entry of Array.isArray(ids) ? ids : []) {
    const id = isDocument(entry) ? entry['id'] : undefined
    if (!(id instanceof Binary)) continue
    const session = operation.engine.sessions.get(id.toString('hex'))
    if (session) operation.engine.endTransaction(session, 'aborted')
  }
}

export const endSessions: Command = {
  name: 'endSessions',
  fields: [],
  run(operation) {
    end(operation, operation.body['endSessions'])
    return { ok: 1 }
  },
}

export const killSessions: Command = {
  name: 'killSessions',
  fields: [],
  run(operation) {
    end(operation, operation.body['killSessions'])
    return { ok: 1 }
  },
}

function killAll(operation: Operation): { ok: 1 } {
  for (const session of operation.engine.openTransactions) operation.engine.endTransaction(session, 'aborted')
  return { ok: 1 }
}

export const killAllSessions: Command = { name: 'killAllSessions', fields: [], run: killAll }

export const killAllSessionsByPattern: Command = {
  name: 'killAllSessionsByPattern',
  fields: [],
  run: killAll,
}

export const refreshSessions: Command = { name: 'refreshSessions', fields: [], run: () => ({ ok: 1 }) }
