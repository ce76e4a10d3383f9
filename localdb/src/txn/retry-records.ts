import { Int32, Long } from 'bson'
import { decode, encode } from '../bson/codec.ts'
import type { Doc } from '../bson/types.ts'
import { systemTables, prefixRange, tablePrefix, tableRange } from '../storage/keys.ts'
import type { View } from '../storage/view.ts'
import { asNumber } from '../values.ts'
import { newSession, type Session } from './session.ts'
import type { WriteSet } from './write-set.ts'

const lifetimeMs = 30 * 60 * 1000
const commitSlot = 0xffffffff

/** Stores answers of statements in the same commit as the writes they tell about. */
export function putStatements(
  writes: WriteSet,
  session: Session,
  statements: readonly { id: number; answer: Doc }[],
): void {
  const first = statements[0]
  if (!first) return
  const slot = statements.length === 1 ? first.id : Math.min(...statements.map(({ id }) => id))
  writes.put(
    recordKey(session.id, slot),
    encode({
      t: Long.fromNumber(session.txnNumber),
      at: new Date(),
      s: statements.map(({ id, answer }) => ({ i: new Int32(id), a: answer })),
    }),
  )
}

/** Stores that a transaction was committed, in the same commit as its writes. */
export function putCommit(writes: WriteSet, session: Session): void {
  writes.put(
    recordKey(session.id, commitSlot),
    encode({ t: Long.fromNumber(session.txnNumber), at: new Date(), committed: true }),
  )
}

/** A session as its records left it; used when it is seen for the first time since the start. */
export function loadSession(view: View, id: string): Session {
  const session = newSession(id)
  for (const entry of view.scan(prefixRange(sessionPrefix(id)), false, Infinity)) {
    const record = decode(entry.value)
    const txnNumber = asNumber(record['t'])
    if (txnNumber < session.txnNumber) continue
    if (txnNumber > session.txnNumber) {
      session.txnNumber = txnNumber
      session.statements.clear()
    }
    if (record['committed'] === true) {
      session.kind = 'transaction'
      session.outcome = 'committed'
    } else {
      session.kind = 'retryable'
      session.outcome = undefined
      for (const { i, a } of record['s'] as { i: unknown; a: Doc }[]) session.statements.set(asNumber(i), a)
    }
  }
  return session
}

/** Keys of records that no retry can ask for any more. */
export function expiredRecords(view: View, now: number): Buffer[] {
  return view
    .scan(tableRange(systemTables.sessions), false, Infinity)
    .filter((entry) => now - (decode(entry.value)['at'] as Date).getTime() > lifetimeMs)
    .map((entry) => entry.key)
}

function sessionPrefix(id: string): Buffer {
  return Buffer.concat([tablePrefix(systemTables.sessions), Buffer.from(id, 'hex')])
}

function recordKey(id: string, slot: number): Buffer {
  const key = Buffer.alloc(4 + id.length / 2 + 4)
  tablePrefix(systemTables.sessions).copy(key)
  key.write(id, 4, 'hex')
  key.writeUInt32BE(slot, key.length - 4)
  return key
}
