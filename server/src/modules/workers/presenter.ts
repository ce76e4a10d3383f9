import type { z } from 'zod'
import type { ResponseOf } from '@linggong/shared/api/endpoint'
import type { getMe, zCard, zRegistration } from '@linggong/shared/api/worker-registration'
import { maskIdNumber } from '@linggong/shared/rules/mask'
import type { WorkerActor } from '../../actor.ts'
import type { Services } from '../../services.ts'
import { agreementOf, getAccount, getPerson, presentAgreement } from '../identity/public.ts'
import { registrationAgreements } from './commands/agree.ts'
import { attemptsLeft } from './four-factor.ts'
import type { Card } from './models/card.ts'
import { RegistrationModel, type Registration, type RegistrationState } from './models/registration.ts'
import { cardsOf } from './queries/cards.ts'

/** Whoever was verified earlier goes on at the confirmation. */
function stepOf(registration: Registration | null, verified: boolean): RegistrationState {
  const state = registration?.state ?? 'started'
  return state === 'started' && verified ? 'identified' : state
}

export function presentCard(card: Card, settlementCardId: string | null): z.output<typeof zCard> {
  const { _id, bankName, tail, usable } = card
  return { id: _id, bankName, tail, isSettlement: _id === settlementCardId, usable }
}

/** The worker's own cards, the newest first. */
export async function presentCards(actor: WorkerActor): Promise<z.output<typeof zCard>[]> {
  const registration = await RegistrationModel.findById(actor.accountId).lean<Registration>()
  const cards = registration?.personId ? await cardsOf(registration.personId) : []
  return cards.map((card) => presentCard(card, registration?.settlementCardId ?? null))
}

/** The worker's registration with the own identity in full, for the page that confirms it. */
export async function presentRegistration(
  services: Services,
  actor: WorkerActor,
): Promise<z.output<typeof zRegistration>> {
  const { accountId } = actor
  const registration = await RegistrationModel.findById(accountId).lean<Registration>()
  const { personId } = await getAccount(accountId)
  const person = personId ? await getPerson(personId) : null
  return {
    state: stepOf(registration, person !== null),
    name: person?.name ?? null,
    idNumber: person?.idNumber ?? null,
    attemptsLeftToday: await attemptsLeft(accountId, person?.idNumber ?? null, services.clock.now()),
    agreements: registrationAgreements.map((code) => presentAgreement(agreementOf(code))),
    cards: await presentCards(actor),
  }
}

/** The worker's own data; the ID number stays masked on a page that is open all day. */
export async function presentMe(
  actor: WorkerActor,
  contractsToSign: number,
): Promise<ResponseOf<typeof getMe>> {
  const account = await getAccount(actor.accountId)
  const registration = await RegistrationModel.findById(actor.accountId).lean<Registration>()
  const person = account.personId ? await getPerson(account.personId) : null
  const cards = await presentCards(actor)
  return {
    phone: account.phone ?? '',
    name: person?.name ?? null,
    idNumber: person ? maskIdNumber(person.idNumber) : null,
    registration: stepOf(registration, person !== null),
    verified: person !== null,
    settlementCard: cards.find(({ isSettlement }) => isSettlement) ?? null,
    contractsToSign,
    idCardValidTo: registration?.idCard?.validTo ?? null,
    scene: account.scene,
  }
}
