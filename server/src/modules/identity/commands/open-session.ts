import type { CommandContext } from '../../../command.ts'
import { requestScope } from '../../../request-scope.ts'
import { SessionModel } from '../models/session.ts'
import { hashToken } from '../secrets.ts'

const hour = 60 * 60_000

/** How long a session lives after its last use, in ms. */
export const sessionTtl = { worker: 30 * 24 * hour, console: 12 * hour } as const

/** Opens a session for the account; the token is shown to nobody but its owner, once. */
export async function openSession(
  c: CommandContext,
  account: { _id: string; kind: 'worker' | 'console'; lastOrganisationId: string | null },
): Promise<{ token: string; expiresAt: Date; sessionId: string }> {
  const token = c.services.random.token()
  const expiresAt = new Date(c.now.getTime() + sessionTtl[account.kind])
  const scope = requestScope()
  const [session] = await SessionModel.create(
    [
      {
        tokenHash: hashToken(token),
        accountId: account._id,
        kind: account.kind,
        organisationId: account.lastOrganisationId,
        expiresAt,
        ip: scope?.ip ?? '',
        device: scope?.device ?? '',
      },
    ],
    { session: c.session },
  )
  if (!session) throw new Error('the session was not stored')
  c.audit({
    action: 'session.open',
    subject: { type: 'account', id: account._id },
    after: { sessionId: session._id },
  })
  return { token, expiresAt, sessionId: session._id }
}

/** Ends sessions of an account; all of them, or all but one. */
export async function revokeSessions(
  c: CommandContext,
  accountId: string,
  exceptSessionId?: string,
): Promise<void> {
  await SessionModel.updateMany(
    { accountId, revokedAt: null, ...(exceptSessionId ? { _id: { $ne: exceptSessionId } } : {}) },
    { $set: { revokedAt: c.now } },
    { session: c.session },
  )
}

/** Ends one session. */
export async function closeSession(c: CommandContext, sessionId: string, accountId: string): Promise<void> {
  await SessionModel.updateOne(
    { _id: sessionId, accountId },
    { $set: { revokedAt: c.now } },
    { session: c.session },
  )
  c.audit({ action: 'session.close', subject: { type: 'account', id: accountId }, after: { sessionId } })
}
