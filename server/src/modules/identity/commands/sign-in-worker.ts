import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { workerLoggedIn } from '../events.ts'
import { AccountModel, type Account } from '../models/account.ts'
import type { AgreementCode } from '../models/consent.ts'
import type { WechatUser } from '../models/wechat-identity.ts'
import { createAccount } from './create-account.ts'
import { workerOnPhone } from './find-account.ts'
import { issueTicket, redeemTicket } from './login-tickets.ts'
import { openSession } from './open-session.ts'
import { loginAgreements, recordConsents } from './record-consents.ts'
import { accountOfWechat, bindWechat } from './wechat-identities.ts'

/** What a login step led to. `need-face` still needs the face check to be started, outside the command. */
export type SignIn =
  | { next: 'signed-in'; token: string; expiresAt: string; scene: string | null }
  | { next: 'need-phone'; wechatToken: string; scene: string | null }
  | { next: 'need-face'; accountId: string; personId: string; user: WechatUser | null; scene: string | null }

/** Opens the session and keeps what was scanned. */
export async function signInTo(
  c: CommandContext,
  account: Account,
  user: WechatUser | null,
  scene: string | null,
): Promise<SignIn> {
  if (user) await bindWechat(c, user, account._id)
  if (scene && scene !== account.scene) {
    await AccountModel.updateOne({ _id: account._id }, { $set: { scene } }, { session: c.session })
  }
  const { token, expiresAt } = await openSession(c, account)
  c.emit(workerLoggedIn({ accountId: account._id, personId: account.personId }))
  return { next: 'signed-in', token, expiresAt: expiresAt.toISOString(), scene }
}

/** A WeChat user that has an account is signed in without a word; anybody else goes on to the phone step. */
export async function signInByWechat(
  c: CommandContext,
  user: WechatUser,
  scene: string | null,
): Promise<SignIn> {
  const accountId = await accountOfWechat(user, c.session)
  const account = accountId
    ? await AccountModel.findOne({ _id: accountId, kind: 'worker' }).session(c.session).lean<Account>()
    : null
  if (account) return signInTo(c, account, user, scene)
  return { next: 'need-phone', wechatToken: await issueTicket(c, { kind: 'phone', user, scene }), scene }
}

/** The page's one-time ticket of the OAuth callback. @throws AppError WECHAT_IDENTITY_INVALID */
export async function signInByTicket(c: CommandContext, ticket: string): Promise<SignIn> {
  const { user, scene } = await redeemTicket(c, 'oauth', ticket)
  return signInByWechat(c, user, scene)
}

/**
 * A proven phone signs in to its account, or to a new one. When the account's person is verified and this
 * WeChat user was not seen on it before (or there is none), the phone may have a new owner: a face check comes
 * first.
 * @throws AppError CONSENT_REQUIRED, WECHAT_IDENTITY_INVALID
 */
export async function signInByPhone(
  c: CommandContext,
  input: {
    phone: string
    wechatToken: string | null
    scene: string | null
    consents: readonly { code: AgreementCode; version: string }[]
  },
): Promise<SignIn> {
  const redeemed = input.wechatToken ? await redeemTicket(c, 'phone', input.wechatToken) : null
  const user = redeemed?.user ?? null
  const scene = input.scene ?? redeemed?.scene ?? null
  const account =
    (await workerOnPhone(input.phone, c.session)) ??
    (await createAccount(c, { kind: 'worker', phone: input.phone }))
  await recordConsents(c, { accountId: account._id, consents: input.consents, required: loginAgreements })

  const known = user !== null && (await accountOfWechat(user, c.session)) === account._id
  if (account.personId && !known) {
    return { next: 'need-face', accountId: account._id, personId: account.personId, user, scene }
  }
  return signInTo(c, account, user, scene)
}

/** The account a worker's session or a face check names. @throws AppError UNAUTHENTICATED */
export async function loadWorkerAccount(c: CommandContext, accountId: string): Promise<Account> {
  const account = await AccountModel.findOne({ _id: accountId, kind: 'worker' })
    .session(c.session)
    .lean<Account>()
  if (!account) throw new AppError('UNAUTHENTICATED')
  return account
}
