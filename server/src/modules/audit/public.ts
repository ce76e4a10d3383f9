export { auditTrail } from './audit-trail.ts'
export type { AuditEntry } from './model.ts'
export { timelineOf } from './timeline.ts'
