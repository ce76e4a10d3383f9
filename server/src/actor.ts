import type { OrganisationKind, Permission } from '@linggong/shared/permissions'
import { AppError } from './errors.ts'

/** Nobody signed in. */
export interface PublicActor {
  kind: 'public'
}

/** The product itself: jobs, callbacks of outside services, seeds. `name` says which. */
export interface SystemActor {
  kind: 'system'
  name: string
}

/** A signed-in worker; `personId` appears once the person is known. */
export interface WorkerActor {
  kind: 'worker'
  accountId: string
  personId?: string
  sessionId: string
}

/** The organisation a console session acts for, with what the member's role grants. */
export interface Membership {
  organisationId: string
  kind: OrganisationKind
  memberId: string
  permissions: readonly Permission[]
}

/** A signed-in console account, with or without an organisation. */
export interface ConsoleActor {
  kind: 'console'
  accountId: string
  personId?: string
  sessionId: string
  membership?: Membership
  /** The first password was given by somebody else: only `console` endpoints work until it is changed. */
  mustChangePassword?: boolean
}

export type Actor = PublicActor | SystemActor | WorkerActor | ConsoleActor
export type MemberActor = ConsoleActor & { membership: Membership }

export const publicActor: PublicActor = { kind: 'public' }

export function systemActor(name: string): SystemActor {
  return { kind: 'system', name }
}

/** The actor as a worker. @throws AppError UNAUTHENTICATED */
export function asWorker(actor: Actor): WorkerActor {
  if (actor.kind !== 'worker') throw new AppError('UNAUTHENTICATED')
  return actor
}

/** The actor as a console account. @throws AppError UNAUTHENTICATED */
export function asConsole(actor: Actor): ConsoleActor {
  if (actor.kind !== 'console') throw new AppError('UNAUTHENTICATED')
  return actor
}

/** The actor as a member of an organisation. @throws AppError UNAUTHENTICATED, NO_ORGANISATION */
export function asMember(actor: Actor): MemberActor {
  const account = asConsole(actor)
  if (!account.membership) throw new AppError('NO_ORGANISATION')
  return account as MemberActor
}
