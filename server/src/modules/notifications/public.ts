export { notify, type NotifyInput } from './notify.ts'
export type { ReachableBy, Recipient } from './recipient.ts'
export type { NotificationEvent } from './templates.ts'
