import type { z } from 'zod'
import type { zEnvelope, zEnvelopeDetail } from '@linggong/shared/api/contracts'
import { envelopeMachine } from '@linggong/shared/states/contract'
import type { Actor } from '../../actor.ts'
import type { Vault } from '../../database/vault.ts'
import type { Services } from '../../services.ts'
import { timelineOf } from '../audit/public.ts'
import { fileLink } from '../files/public.ts'
import type { KeyTerm } from './document/summary.ts'
import { sealedFields, type Envelope, type PartyRole } from './models.ts'
import { isOut, nextToSign, partyOf } from './parties.ts'

const linkTtlMs = 5 * 60_000

/** The parties' names by role. */
export function namesOf(vault: Vault, { parties }: Envelope): Partial<Record<PartyRole, string>> {
  return Object.fromEntries(
    parties.map(({ role, name }) => [role, vault.decryptField(sealedFields.partyName, name)]),
  )
}

/** A contract as one of its parties sees it. */
export function presentEnvelope(
  envelope: Envelope,
  { services, actor }: { services: Services; actor: Actor },
): z.output<typeof zEnvelope> {
  const { _id, number, kind, title, state, parties, termFrom, termTo, deadlineAt } = envelope
  const names = namesOf(services.vault, envelope)
  const own = partyOf(envelope, actor)
  return {
    id: _id,
    number,
    kind,
    title,
    state,
    parties: parties.map(({ role, signature }) => ({
      role,
      name: names[role] ?? '',
      signedAt: signature?.at.toISOString() ?? null,
    })),
    termFrom,
    termTo,
    deadline: deadlineAt.toISOString(),
    mine: isOut(envelope) && own !== null && nextToSign(envelope)?.role === own.role,
  }
}

/** With its pages, key terms and history; the links open for 5 minutes. */
export async function presentEnvelopeDetail(
  envelope: Envelope,
  caller: { services: Services; actor: Actor },
): Promise<z.output<typeof zEnvelopeDetail>> {
  const { services } = caller
  const { _id, fileId, pages, resultFileId, resultPages, resultHash, summary } = envelope
  const shownFile = resultFileId ?? fileId
  const shownPages = resultFileId ? resultPages : pages
  const terms = summary
    ? (JSON.parse(services.vault.decryptField(sealedFields.summary, summary)) as KeyTerm[])
    : []
  return {
    ...presentEnvelope(envelope, caller),
    summary: terms,
    pages: shownPages.map(({ fileId: id, width, height }) => ({
      url: fileLink(services, id, linkTtlMs),
      width,
      height,
    })),
    fileUrl: shownFile ? fileLink(services, shownFile, linkTtlMs) : '',
    resultHash,
    timeline: await timelineOf(envelopeMachine, _id),
  }
}
