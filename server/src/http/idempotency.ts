import { createHmac, randomUUID } from 'node:crypto'
import { model, Schema, type ClientSession } from 'mongoose'
import type { Actor } from '../actor.ts'
import { AppError, isDuplicateKey } from '../errors.ts'
import { encryptedString } from '../database/schema.ts'
import type { Sealed } from '../database/vault.ts'
import type { Services } from '../services.ts'

const leaseMs = 60_000
const keptMs = 24 * 60 * 60_000
const answerField = 'idempotency_keys.answer'

/**
 * One use of an `Idempotency-Key` by one caller, in real time.
 * held: being served, until the lease ends · spent: a command committed, the answer is not known yet ·
 * answered: the answer is kept and replayed.
 */
interface IdempotencyKey {
  _id: string
  digest: string
  state: 'held' | 'spent' | 'answered'
  holder: string
  lockedUntil: Date
  status: number | null
  answer: Sealed | null
  expiresAt: Date
}

const schema = new Schema<IdempotencyKey>(
  {
    _id: { type: String, required: true },
    digest: { type: String, required: true },
    state: { type: String, enum: ['held', 'spent', 'answered'], required: true },
    holder: { type: String, required: true },
    lockedUntil: { type: Date, required: true },
    status: { type: Number, default: null },
    answer: { ...encryptedString(), default: null },
    expiresAt: { type: Date, required: true },
  },
  { strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
)
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export const IdempotencyKeyModel = model<IdempotencyKey>('IdempotencyKey', schema, 'idempotency_keys')

/** A request under its key. */
export interface KeyedRequest {
  key: string
  actor: Actor
  method: string
  path: string
  query: string
  body: unknown
  fileSha256: string | undefined
}

/** Either the answer given before, or the right to serve the request now. */
export type Held =
  | { replay: { status: number; body: unknown } }
  | {
      /** Marks the key as spent in a command's transaction; the command fails when the key was taken over meanwhile. */
      spend(session: ClientSession): Promise<void>
      /** Keeps the answer for a day. */
      answer(status: number, body: unknown): Promise<void>
      /** Frees the key of a refused request, so that a corrected one may use it. */
      release(): Promise<void>
      /** After a fault: frees the key unless a command has committed. */
      releaseUnlessSpent(): Promise<void>
    }

function callerOf(actor: Actor): string {
  return actor.kind === 'worker' || actor.kind === 'console' ? actor.accountId : actor.kind
}

function keyedDigest(services: Services, ...parts: unknown[]): string {
  return createHmac('sha256', services.config.signingKey).update(JSON.stringify(parts)).digest('base64url')
}

async function take(id: string, digest: string, holder: string): Promise<boolean> {
  const now = Date.now()
  const lockedUntil = new Date(now + leaseMs)
  const expiresAt = new Date(now + keptMs)
  try {
    await IdempotencyKeyModel.create({ _id: id, digest, state: 'held', holder, lockedUntil, expiresAt })
    return true
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
  const takenOver = await IdempotencyKeyModel.updateOne(
    { _id: id, digest, state: 'held', lockedUntil: { $lt: new Date(now) } },
    { $set: { holder, lockedUntil } },
  )
  return takenOver.modifiedCount === 1
}

/**
 * Takes the key for this request. A key whose holder crashed before committing anything is free after 60
 * seconds; one whose holder committed and crashed before answering stays refused: its work was done.
 * @throws AppError IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_PROGRESS
 */
export async function holdKey(services: Services, request: KeyedRequest): Promise<Held> {
  const { key, actor, method, path, query, body, fileSha256 } = request
  const id = keyedDigest(services, 'key', callerOf(actor), key)
  const digest = keyedDigest(services, 'request', method, path, query, body ?? null, fileSha256 ?? null)
  const holder = randomUUID()

  if (!(await take(id, digest, holder))) {
    const before = await IdempotencyKeyModel.findById(id).lean<IdempotencyKey>()
    if (before && before.digest !== digest) throw new AppError('IDEMPOTENCY_KEY_REUSED')
    if (before?.state !== 'answered' || !before.answer) throw new AppError('IDEMPOTENCY_IN_PROGRESS')
    const text = services.vault.decryptField(answerField, before.answer)
    return { replay: { status: before.status ?? 200, body: JSON.parse(text) as unknown } }
  }

  return {
    async spend(session) {
      const marked = await IdempotencyKeyModel.updateOne(
        { _id: id, holder },
        { $set: { state: 'spent' } },
        { session },
      )
      if (marked.matchedCount !== 1) throw new AppError('IDEMPOTENCY_IN_PROGRESS')
    },
    async answer(status, answer) {
      const sealed = services.vault.encryptField(answerField, JSON.stringify(answer ?? null))
      await IdempotencyKeyModel.updateOne(
        { _id: id, holder },
        { $set: { state: 'answered', status, answer: sealed } },
      )
    },
    async release() {
      await IdempotencyKeyModel.deleteOne({ _id: id, holder })
    },
    async releaseUnlessSpent() {
      await IdempotencyKeyModel.deleteOne({ _id: id, holder, state: 'held' })
    },
  }
}
