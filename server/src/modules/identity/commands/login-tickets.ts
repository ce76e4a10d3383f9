import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { LoginTicketModel, type LoginTicket } from '../models/login-ticket.ts'
import type { WechatUser } from '../models/wechat-identity.ts'
import { hashToken } from '../secrets.ts'

const minute = 60_000
const ticketTtl = { oauth: 2 * minute, phone: 10 * minute } as const

/** Makes a ticket for a WeChat user whom WeChat has just vouched for. */
export async function issueTicket(
  c: CommandContext,
  input: { kind: LoginTicket['kind']; user: WechatUser; scene: string | null },
): Promise<string> {
  const ticket = c.services.random.token()
  const { app, openid, unionid } = input.user
  const expiresAt = new Date(c.now.getTime() + ticketTtl[input.kind])
  await LoginTicketModel.create(
    [{ _id: hashToken(ticket), kind: input.kind, app, openid, unionid, scene: input.scene, expiresAt }],
    { session: c.session },
  )
  return ticket
}

/**
 * Uses up a ticket in the command's transaction.
 * @throws AppError WECHAT_IDENTITY_INVALID when it is unknown, used or over
 */
export async function redeemTicket(
  c: CommandContext,
  kind: LoginTicket['kind'],
  ticket: string,
): Promise<{ user: WechatUser; scene: string | null }> {
  const used = await LoginTicketModel.findOneAndUpdate(
    { _id: hashToken(ticket), kind, usedAt: null, expiresAt: { $gt: c.now } },
    { $set: { usedAt: c.now } },
    { session: c.session },
  ).lean<LoginTicket>()
  if (!used) throw new AppError('WECHAT_IDENTITY_INVALID')
  const { app, openid, unionid, scene } = used
  return { user: { app, openid, unionid }, scene }
}
