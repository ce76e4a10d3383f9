import { model, Schema } from 'mongoose'
import { baseSchemaOptions } from '../../../database/schema.ts'
import type { WechatApp } from './wechat-identity.ts'

/**
 * A WeChat user whom WeChat vouched for and who is not signed in yet. `oauth`: made by the OAuth callback for
 * the page, 2 minutes. `phone`: goes with the phone step, 10 minutes. Each ends when it led to its next step.
 */
export interface LoginTicket {
  /** SHA-256 of the ticket. */
  _id: string
  kind: 'oauth' | 'phone'
  app: WechatApp
  openid: string
  unionid: string | null
  scene: string | null
  expiresAt: Date
  usedAt: Date | null
}

const schema = new Schema<LoginTicket>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: ['oauth', 'phone'], required: true },
    app: { type: String, enum: ['oa', 'mp'], required: true },
    openid: { type: String, required: true },
    unionid: { type: String, default: null },
    scene: { type: String, default: null },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  baseSchemaOptions,
)

export const LoginTicketModel = model<LoginTicket>('LoginTicket', schema, 'login_tickets')
