import type { ClientSession } from 'mongoose'
import type { Actor } from './actor.ts'
import { transaction } from './database/transaction.ts'
import type { DomainEvent } from './events.ts'
import { newId } from './ids.ts'
import { DueRowModel, type DueRow } from './jobs/due-row.ts'
import { OutboxEventModel, type OutboxEvent } from './jobs/outbox-event.ts'
import { deliveryKind, type Delivery } from './jobs/registry.ts'
import { AuditEntryModel, auditActor, type AuditEntry } from './modules/audit/model.ts'
import { requestScope } from './request-scope.ts'
import type { Services } from './services.ts'

/** What an audit entry says; who, when and from where are added. */
export interface AuditInput {
  /** `<aggregate>.<verb>`. */
  action: string
  subject: { type: string; id: string }
  /** Facts before and after, never personal data. */
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  reason?: string
  /** Names of the personal fields that were shown in full. */
  personalDataSeen?: readonly string[]
}

/** Something to do at a business time, by the handler registered for `kind`. */
export interface DueInput {
  kind: string
  /** Unique within the kind; asking again with the same key changes nothing unless `replace` is set. */
  key: string
  dueAt: Date
  /** Ids and facts, never personal data. */
  payload: object
  /** Moves and reopens a row that exists. */
  replace?: boolean
}

/** One command in one transaction. Events, audit entries and due rows are written when it ends. */
export interface CommandContext {
  session: ClientSession
  /** Business time at which the command runs. */
  now: Date
  actor: Actor
  services: Services
  emit(event: DomainEvent): void
  audit(entry: AuditInput): void
  due(row: DueInput): void
}

interface Intents {
  events: OutboxEvent[]
  audits: AuditEntry[]
  dues: DueInput[]
}

function toDelivery(event: OutboxEvent, consumer: string): DueInput {
  const { _id, type, payload, occurredAt } = event
  return {
    kind: deliveryKind(consumer),
    key: _id,
    dueAt: occurredAt,
    payload: { id: _id, type, payload, occurredAt } satisfies Delivery,
  }
}

function toUpsert({ kind, key, dueAt, payload, replace }: DueInput) {
  const timing = { dueAt, payload }
  const fresh: Omit<DueRow, '_id' | 'kind' | 'key' | 'dueAt' | 'payload'> = {
    state: 'open',
    attempts: 0,
    lockedUntil: new Date(0),
    owner: null,
    lastError: null,
    doneAt: null,
  }
  const update = replace
    ? { $set: { ...timing, ...fresh }, $setOnInsert: { _id: newId() } }
    : { $setOnInsert: { _id: newId(), ...timing, ...fresh } }
  return { updateOne: { filter: { kind, key }, update, upsert: true } }
}

async function write(intents: Intents, services: Services, session: ClientSession): Promise<void> {
  const deliveries = intents.events.flatMap((event) =>
    services.jobs.consumersOf(event.type).map((consumer) => toDelivery(event, consumer)),
  )
  const dues = [...intents.dues, ...deliveries]
  if (intents.events.length > 0) await OutboxEventModel.insertMany(intents.events, { session })
  if (dues.length > 0) await DueRowModel.bulkWrite(dues.map(toUpsert), { session })
  if (intents.audits.length > 0) await AuditEntryModel.insertMany(intents.audits, { session })
}

/**
 * Runs `fn` as one command in one transaction. It may run several times (see `transaction`), so it loads what
 * it changes itself and calls no outside service: it records an intent by `due` or `emit` instead. When it ran
 * for an HTTP request with an `Idempotency-Key`, the key is spent in the same transaction.
 */
export async function runCommand<T>(
  services: Services,
  actor: Actor,
  fn: (c: CommandContext) => Promise<T>,
): Promise<T> {
  const scope = requestScope()
  let wake = false
  const result = await transaction(async (session) => {
    const intents: Intents = { events: [], audits: [], dues: [] }
    const now = services.clock.now()
    const requestId = scope?.requestId ?? null
    const answer = await fn({
      session,
      now,
      actor,
      services,
      emit: ({ type, payload }) =>
        void intents.events.push({ _id: newId(), type, payload, occurredAt: now, requestId }),
      audit: (entry) =>
        void intents.audits.push({
          _id: newId(),
          at: now,
          actor: auditActor(actor),
          requestId,
          ip: scope?.ip ?? null,
          ...entry,
        }),
      due: (row) => void intents.dues.push(row),
    })
    await write(intents, services, session)
    await scope?.spendKey?.(session)
    wake = intents.events.length > 0 || intents.dues.some(({ dueAt }) => dueAt <= now)
    return answer
  })
  if (wake) services.nudge()
  return result
}
