import { allPermissions } from '@linggong/shared/permissions'
import type { Actor, ConsoleActor, Membership, WorkerActor } from '../../../actor.ts'
import type { ResolveSession } from '../../../services.ts'
import { sessionTtl } from '../commands/open-session.ts'
import { AccountModel, type Account } from '../models/account.ts'
import { MemberModel, OrganisationModel, type Member, type Organisation } from '../models/organisation.ts'
import { SessionModel, type Session } from '../models/session.ts'
import { hashToken } from '../secrets.ts'

/** A session is prolonged when a twentieth of its life has passed since it was prolonged last. */
const slidingSteps = 20

async function prolong(session: Session, now: Date): Promise<void> {
  const ttl = sessionTtl[session.kind]
  const expiresAt = new Date(now.getTime() + ttl)
  if (expiresAt.getTime() - session.expiresAt.getTime() < ttl / slidingSteps) return
  await SessionModel.updateOne({ _id: session._id, revokedAt: null }, { $set: { expiresAt } })
}

/** The organisation the session acts for: the one it switched to, else the first the account belongs to. */
async function membershipOf(session: Session): Promise<Membership | null> {
  const members = await MemberModel.find({ accountId: session.accountId, removedAt: null })
    .sort({ _id: 1 })
    .lean<Member[]>()
  const member = members.find(({ organisationId }) => organisationId === session.organisationId) ?? members[0]
  if (!member) return null
  const organisation = await OrganisationModel.findById(member.organisationId).lean<Organisation>()
  if (!organisation) return null
  const { _id: organisationId, kind } = organisation
  return { organisationId, kind, memberId: member._id, permissions: allPermissions(kind) }
}

async function consoleActor(session: Session, account: Account): Promise<ConsoleActor> {
  const membership = await membershipOf(session)
  return {
    kind: 'console',
    accountId: account._id,
    sessionId: session._id,
    ...(account.personId ? { personId: account.personId } : {}),
    ...(membership ? { membership } : {}),
    ...(account.mustChangePassword ? { mustChangePassword: true } : {}),
  }
}

function workerActor(session: Session, account: Account): WorkerActor {
  return {
    kind: 'worker',
    accountId: account._id,
    sessionId: session._id,
    ...(account.personId ? { personId: account.personId } : {}),
  }
}

/** Who a token belongs to; prolongs its session. */
export const resolveSession: ResolveSession = async (services, token): Promise<Actor | null> => {
  const now = services.clock.now()
  const session = await SessionModel.findOne({
    tokenHash: hashToken(token),
    revokedAt: null,
    expiresAt: { $gt: now },
  }).lean<Session>()
  if (!session) return null
  const account = await AccountModel.findById(session.accountId).lean<Account>()
  if (!account) return null
  await prolong(session, now)
  return account.kind === 'worker' ? workerActor(session, account) : consoleActor(session, account)
}
