import { Long } from 'bson'
import { mongoError } from '../bson/errors.ts'
import { asNumber } from '../values.ts'
import { countField, stringField } from './arguments.ts'
import { takeBatch } from './cursor-reply.ts'
import { namespaceOf, type Command } from './operation.ts'

export const getMore: Command = {
  name: 'getMore',
  fields: ['collection', 'batchSize', 'term', 'lastKnownCommittedOpTime'],
  inTransaction: true,
  run(operation) {
    const { body, engine } = operation
    const ns = `${operation.database}.${stringField(body, 'collection') ?? ''}`
    const cursor = engine.cursors.get(asNumber(body['getMore']), ns)
    if (cursor.transaction !== operation.transaction?.transaction) {
      throw mongoError('BadValue', `cursor id ${cursor.id} belongs to another transaction`)
    }
    const { batch, done } = takeBatch(cursor.rows, countField(body, 'batchSize') || Infinity)
    if (done) engine.cursors.drop(cursor.id)
    return { cursor: { nextBatch: batch, id: Long.fromNumber(done ? 0 : cursor.id), ns }, ok: 1 }
  },
}

export const killCursors: Command = {
  name: 'killCursors',
  fields: ['cursors'],
  inTransaction: true,
  run(operation) {
    namespaceOf(operation)
    const ids = (operation.body['cursors'] as unknown[] | undefined) ?? []
    const killed: unknown[] = []
    const missing: unknown[] = []
    for (const id of ids) (operation.engine.cursors.drop(asNumber(id)) ? killed : missing).push(id)
    return { cursorsKilled: killed, cursorsNotFound: missing, cursorsAlive: [], cursorsUnknown: [], ok: 1 }
  },
}
