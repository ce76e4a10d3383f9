import { asMember, type Actor } from './actor.ts'
import { AppError } from './errors.ts'

export type TenantFilter = { enterpriseId: string } | { providerId: string }

/**
 * The side of the actor's organisation as a query filter: every query on what belongs to two organisations
 * (engagements, tasks, payouts, envelopes, sub-ledgers) is spread with it. Platform staff and regulators are
 * no tenants: their queries are written out.
 * @throws AppError UNAUTHENTICATED, NO_ORGANISATION, FORBIDDEN
 */
export function tenant(actor: Actor): TenantFilter {
  const { kind, organisationId } = asMember(actor).membership
  if (kind === 'enterprise') return { enterpriseId: organisationId }
  if (kind === 'provider') return { providerId: organisationId }
  throw new AppError('FORBIDDEN')
}

/**
 * Refuses an object of another organisation as if it did not exist; null is refused the same way.
 * @throws AppError NOT_FOUND
 */
export function assertTenant<T extends { enterpriseId?: string | null; providerId?: string | null }>(
  actor: Actor,
  object: T | null | undefined,
): asserts object is T {
  const side = tenant(actor)
  const mine =
    'enterpriseId' in side
      ? object?.enterpriseId === side.enterpriseId
      : object?.providerId === side.providerId
  if (!mine) throw new AppError('NOT_FOUND')
}
