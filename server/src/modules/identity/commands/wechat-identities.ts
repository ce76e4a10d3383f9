import type { ClientSession } from 'mongoose'
import type { CommandContext } from '../../../command.ts'
import {
  wechatIdentityId,
  WechatIdentityModel,
  type WechatIdentity,
  type WechatUser,
} from '../models/wechat-identity.ts'

/**
 * The account a WeChat user logs in to: by the openid, or by the unionid that the Official Account and the
 * mini-program share.
 */
export async function accountOfWechat(user: WechatUser, session?: ClientSession): Promise<string | null> {
  const own = await WechatIdentityModel.findById(wechatIdentityId(user))
    .session(session ?? null)
    .lean<WechatIdentity>()
  if (own || !user.unionid) return own?.accountId ?? null
  const same = await WechatIdentityModel.findOne({ unionid: user.unionid })
    .sort({ updatedAt: -1 })
    .session(session ?? null)
    .lean<WechatIdentity>()
  return same?.accountId ?? null
}

/** From now on this WeChat user logs in to this account. */
export async function bindWechat(c: CommandContext, user: WechatUser, accountId: string): Promise<void> {
  const { app, openid, unionid } = user
  const _id = wechatIdentityId(user)
  const before = await WechatIdentityModel.findById(_id).session(c.session).lean<WechatIdentity>()
  if (before && before.accountId === accountId && before.unionid === unionid) return
  await WechatIdentityModel.updateOne(
    { _id },
    { $set: { accountId, unionid: unionid ?? before?.unionid ?? null }, $setOnInsert: { app, openid } },
    { upsert: true, session: c.session },
  )
  if (before?.accountId === accountId) return
  c.audit({
    action: 'wechat.bind',
    subject: { type: 'account', id: accountId },
    after: { app },
    ...(before ? { before: { accountId: before.accountId } } : {}),
  })
}
