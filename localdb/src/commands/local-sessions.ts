import { createHash } from 'node:crypto'
import { Binary } from 'bson'
import type { Doc } from '../bson/types.ts'
import { isDocument } from '../values.ts'
import type { Operation } from './operation.ts'

/** What stands for the user where nobody signs in. */
const nobody = new Binary(createHash('sha256').update('').digest())

/** Sessions as `$listLocalSessions` shows them: the one of the command and those of which something is remembered. */
export function localSessions(operation: Operation): Doc[] {
  const own = operation.body['lsid']
  const ownId = isDocument(own) && own['id'] instanceof Binary ? own['id'] : undefined
  const others = [...operation.engine.sessions.values()].filter(({ id }) => id !== ownId?.toString('hex'))
  return [
    ...(ownId ? [{ id: ownId, at: Date.now() }] : []),
    ...others.map(({ id, usedAt }) => ({ id: new Binary(Buffer.from(id, 'hex'), 4), at: usedAt })),
  ].map(({ id, at }) => ({ _id: { id, uid: nobody }, lastUse: new Date(at) }))
}
