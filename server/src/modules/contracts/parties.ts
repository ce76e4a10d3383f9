import type { Actor } from '../../actor.ts'
import type { Envelope, Party } from './models.ts'

type Signers = Pick<Envelope, 'parties'>

/** Who signs next: the first party without a signature; null when all have signed. */
export function nextToSign({ parties }: Signers): Party | null {
  return parties.find(({ signature }) => signature === null) ?? null
}

/** The party that the actor speaks for, or null. */
export function partyOf({ parties }: Signers, actor: Actor): Party | null {
  if (actor.kind === 'worker')
    return parties.find(({ personId }) => personId !== null && personId === actor.personId) ?? null
  if (actor.kind !== 'console' || !actor.membership) return null
  const { organisationId } = actor.membership
  return parties.find((party) => party.organisationId === organisationId) ?? null
}

/** Whether the document lies with its signers now. */
export function isOut({ state }: Pick<Envelope, 'state'>): boolean {
  return state === 'sent' || state === 'part-signed'
}
