import type { ResponseOf } from '@linggong/shared/api/endpoint'
import type { listWorkers } from '@linggong/shared/api/workers-console'
import { maskIdNumber, maskPhone } from '@linggong/shared/rules/mask'
import type { Membership } from '../../../actor.ts'
import { AppError } from '../../../errors.ts'
import { validContract } from '../../contracts/public.ts'
import { engagementsOf } from '../../engagements/public.ts'
import { getPeople, type PersonView } from '../../identity/public.ts'
import { paidTotals } from '../../payouts/public.ts'
import { WorkerLinkModel, type WorkerLink } from '../models/worker-link.ts'
import { registrationsOf } from './registrations.ts'

interface Page {
  page: number
  pageSize: number
  keyword?: string | undefined
}

/** The side of the organisation in what it shares with another. */
function sideOf({ kind, organisationId }: Membership): { enterpriseId: string } | { providerId: string } {
  if (kind === 'enterprise') return { enterpriseId: organisationId }
  if (kind === 'provider') return { providerId: organisationId }
  throw new AppError('FORBIDDEN')
}

/** Part of the name, the whole phone or its last digits. */
function matches({ name, phone }: PersonView, keyword: string): boolean {
  return name.includes(keyword) || (/^\d{4,11}$/.test(keyword) && (phone ?? '').endsWith(keyword))
}

/** Names and phones lie encrypted, so a search opens those of the organisation's own workers. */
async function search(links: WorkerLink[], keyword: string): Promise<WorkerLink[]> {
  const people = await getPeople(links.map(({ personId }) => personId))
  return links.filter(({ personId }) => {
    const person = people.get(personId)
    return person !== undefined && matches(person, keyword)
  })
}

async function pageOf(
  organisationId: string,
  { page, pageSize, keyword }: Page,
): Promise<{ links: WorkerLink[]; total: number }> {
  const all = WorkerLinkModel.find({ organisationId }).sort({ since: -1, _id: 1 })
  const from = (page - 1) * pageSize
  if (!keyword) {
    const total = await WorkerLinkModel.countDocuments({ organisationId })
    return { links: await all.skip(from).limit(pageSize).lean<WorkerLink[]>(), total }
  }
  const found = await search(await all.lean<WorkerLink[]>(), keyword)
  return { links: found.slice(from, from + pageSize), total: found.length }
}

/** Persons with a valid contract with one of the providers. */
async function contractedOf(
  personIds: readonly string[],
  providerIds: readonly string[],
  at: Date,
): Promise<Set<string>> {
  const contracted = new Set<string>()
  for (const personId of personIds) {
    for (const providerId of providerIds) {
      if (await validContract({ personId, providerId, at })) contracted.add(personId)
    }
  }
  return contracted
}

/** Workers of an enterprise or a provider, the newest first: full name, phone and ID number masked. */
export async function workersOf(
  membership: Membership,
  page: Page,
  now: Date,
): Promise<ResponseOf<typeof listWorkers>> {
  const side = sideOf(membership)
  const { links, total } = await pageOf(membership.organisationId, page)
  const personIds = links.map(({ personId }) => personId)
  const providerIds =
    'providerId' in side
      ? [side.providerId]
      : [...new Set((await engagementsOf(side)).map(({ providerId }) => providerId))]
  const people = await getPeople(personIds)
  const registrations = await registrationsOf(personIds)
  const contracted = await contractedOf(personIds, providerIds, now)
  const paid = await paidTotals({ ...side, personIds })
  const rows = links.flatMap(({ personId, since }) => {
    const person = people.get(personId)
    if (!person) return []
    return [
      {
        id: personId,
        name: person.name,
        phone: person.phone ? maskPhone(person.phone) : '',
        idNumber: maskIdNumber(person.idNumber),
        registration: registrations.get(personId)?.state ?? ('started' as const),
        contracted: contracted.has(personId),
        paid: paid.get(personId) ?? 0,
        since: since.toISOString(),
      },
    ]
  })
  return { rows, total }
}
