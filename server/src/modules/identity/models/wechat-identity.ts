import { model, Schema } from 'mongoose'
import { baseSchemaOptions } from '../../../database/schema.ts'

/** The Official Account and the mini-program know the same person under different openids. */
export type WechatApp = 'oa' | 'mp'

export interface WechatUser {
  app: WechatApp
  openid: string
  unionid: string | null
}

/** A WeChat identity and the worker account it logs in to. */
export interface WechatIdentity extends WechatUser {
  /** `<app>:<openid>` */
  _id: string
  accountId: string
  createdAt: Date
}

const schema = new Schema<WechatIdentity>(
  {
    _id: { type: String, required: true },
    app: { type: String, enum: ['oa', 'mp'], required: true },
    openid: { type: String, required: true },
    unionid: { type: String, default: null },
    accountId: { type: String, required: true },
  },
  baseSchemaOptions,
)
schema.index({ accountId: 1 })
schema.index({ unionid: 1 })

export const WechatIdentityModel = model<WechatIdentity>('WechatIdentity', schema, 'wechat_identities')

export function wechatIdentityId({ app, openid }: Pick<WechatUser, 'app' | 'openid'>): string {
  return `${app}:${openid}`
}
