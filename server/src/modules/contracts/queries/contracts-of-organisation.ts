import type { StateOf } from '@linggong/shared/states/machine'
import type { envelopeMachine } from '@linggong/shared/states/contract'
import { asMember, type Actor } from '../../../actor.ts'
import type { Vault } from '../../../database/vault.ts'
import { tenant } from '../../../tenancy.ts'
import { EnvelopeModel, sealedFields, type Envelope, type EnvelopeKind } from '../models.ts'

export interface ContractQuery {
  kind?: EnvelopeKind
  state?: StateOf<typeof envelopeMachine>
  turn?: 'mine'
  keyword?: string
  page: number
  pageSize: number
}

type Searched = Pick<Envelope, '_id' | 'number' | 'parties'>

/** Out with its two signers; this organisation has not signed, and nobody is to sign before it. */
function turnOf(organisationId: string) {
  return {
    state: { $in: ['sent', 'part-signed'] as const },
    parties: { $elemMatch: { organisationId, signature: null } },
    $or: [{ 'parties.0.organisationId': organisationId }, { 'parties.0.signature.at': { $exists: true } }],
  }
}

/** Names lie encrypted, so a search opens those of the organisation's own contracts. */
function matches(vault: Vault, { number, parties }: Searched, keyword: string): boolean {
  if (number.startsWith(keyword.toUpperCase())) return true
  return parties.some(({ name }) => vault.decryptField(sealedFields.partyName, name).includes(keyword))
}

/** A page of the contracts that the actor's organisation is a party of, newest first. */
export async function contractsOfOrganisation(
  vault: Vault,
  actor: Actor,
  { kind, state, turn, keyword, page, pageSize }: ContractQuery,
): Promise<{ envelopes: Envelope[]; total: number }> {
  const asked = {
    $and: [
      tenant(actor),
      ...(kind ? [{ kind }] : []),
      ...(state ? [{ state }] : []),
      ...(turn ? [turnOf(asMember(actor).membership.organisationId)] : []),
    ],
  }
  const newestFirst = { createdAt: -1, _id: -1 } as const
  const from = (page - 1) * pageSize
  if (!keyword) {
    const [envelopes, total] = await Promise.all([
      EnvelopeModel.find(asked).sort(newestFirst).skip(from).limit(pageSize).lean<Envelope[]>(),
      EnvelopeModel.countDocuments(asked),
    ])
    return { envelopes, total }
  }
  const all = await EnvelopeModel.find(asked, { number: 1, 'parties.name': 1 })
    .sort(newestFirst)
    .lean<Searched[]>()
  const found = all.filter((envelope) => matches(vault, envelope, keyword)).map(({ _id }) => _id)
  const shown = found.slice(from, from + pageSize)
  const envelopes = await EnvelopeModel.find({ _id: { $in: shown } })
    .sort(newestFirst)
    .lean<Envelope[]>()
  return { envelopes, total: found.length }
}
