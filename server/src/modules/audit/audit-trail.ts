import { AuditEntryModel, type AuditEntry } from './model.ts'

/** The history of one object, oldest first. */
export async function auditTrail(subject: { type: string; id: string }): Promise<AuditEntry[]> {
  return AuditEntryModel.find({ 'subject.type': subject.type, 'subject.id': subject.id })
    .sort({ _id: 1 })
    .lean<AuditEntry[]>()
}
