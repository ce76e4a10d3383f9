import { model, Schema } from 'mongoose'
import { baseSchemaOptions, encryptedString, idField } from '../../database/schema.ts'
import type { Sealed } from '../../database/vault.ts'
import type { NotificationEvent } from './templates.ts'

export type Channel = 'wechat-template' | 'wechat-subscribe' | 'sms'

/** One message to one recipient: sent once per event and key, by the first channel that worked. */
export interface Notification {
  _id: string
  event: NotificationEvent
  /** Unique with the event: what it happened to, and to whom. */
  key: string
  personId: string | null
  accountId: string | null
  /** JSON of the recipient's phone (when there is no account) and of the message's parameters. */
  content: Sealed
  page: string
  state: 'queued' | 'sent' | 'failed'
  channel: Channel | null
  sentAt: Date | null
  /** Why each channel that was tried did not work: codes only. */
  failures: { channel: Channel; code: string }[]
}

const schema = new Schema<Notification>(
  {
    _id: idField,
    event: { type: String, required: true },
    key: { type: String, required: true },
    personId: { type: String, default: null },
    accountId: { type: String, default: null },
    content: encryptedString({ required: true }),
    page: { type: String, default: '' },
    state: { type: String, enum: ['queued', 'sent', 'failed'], default: 'queued', required: true },
    channel: { type: String, default: null },
    sentAt: { type: Date, default: null },
    failures: [
      { channel: { type: String, required: true }, code: { type: String, required: true }, _id: false },
    ],
  },
  baseSchemaOptions,
)
schema.index({ event: 1, key: 1 }, { unique: true })
schema.index({ personId: 1, _id: -1 })
schema.index({ accountId: 1, _id: -1 })

export const NotificationModel = model<Notification>('Notification', schema, 'notifications')

export const contentField = 'notifications.content'
