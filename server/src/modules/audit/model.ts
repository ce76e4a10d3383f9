import { model, Schema } from 'mongoose'
import type { Actor } from '../../actor.ts'
import { appendOnly, subjectField } from '../../database/schema.ts'
import { newId } from '../../ids.ts'

/** Who did it: ids only. */
export interface AuditActor {
  kind: Actor['kind']
  name?: string
  accountId?: string
  personId?: string
  organisationId?: string
}

/** One thing that was done, written in the transaction that did it. Ordered by `_id`; never changed. */
export interface AuditEntry {
  _id: string
  at: Date
  actor: AuditActor
  action: string
  subject: { type: string; id: string }
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  reason?: string
  personalDataSeen?: readonly string[]
  requestId: string | null
  ip: string | null
}

const actorDefinition = {
  kind: { type: String, required: true },
  name: String,
  accountId: String,
  personId: String,
  organisationId: String,
} as const
const schema = new Schema<AuditEntry>(
  {
    _id: { type: String, default: newId },
    at: { type: Date, required: true },
    actor: { type: new Schema(actorDefinition, { _id: false }), required: true },
    action: { type: String, required: true },
    subject: subjectField,
    before: { type: Schema.Types.Mixed },
    after: { type: Schema.Types.Mixed },
    reason: { type: String },
    personalDataSeen: { type: [String], default: undefined },
    requestId: { type: String, default: null },
    ip: { type: String, default: null },
  },
  { strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
)
schema.index({ 'subject.type': 1, 'subject.id': 1, _id: 1 })
schema.index({ 'actor.organisationId': 1, _id: 1 })
appendOnly(schema)

export const AuditEntryModel = model<AuditEntry>('AuditEntry', schema, 'audit_entries')

/** The ids of an actor for its entries. */
export function auditActor(actor: Actor): AuditActor {
  if (actor.kind === 'public') return { kind: 'public' }
  if (actor.kind === 'system') return { kind: 'system', name: actor.name }
  return {
    kind: actor.kind,
    accountId: actor.accountId,
    ...(actor.personId ? { personId: actor.personId } : {}),
    ...(actor.kind === 'console' && actor.membership
      ? { organisationId: actor.membership.organisationId }
      : {}),
  }
}
