import type { ClientSession } from 'mongoose'
import { getPerson } from '../../identity/public.ts'
import { cardIndexOf, unsealCard } from '../card-numbers.ts'
import { CardModel, type Card } from '../models/card.ts'
import { RegistrationModel, type Registration } from '../models/registration.ts'

/** A verified card, decrypted: personal data, never logged and never put into events. */
export interface CardView {
  cardId: string
  personId: string
  cardNumber: string
  bankName: string
  tail: string
  usable: boolean
  /** The holder's name. */
  name: string
}

async function view(card: Card, session?: ClientSession): Promise<CardView> {
  const { name } = await getPerson(card.personId, session)
  const { _id, personId, bankName, tail, usable } = card
  return {
    cardId: _id,
    personId,
    cardNumber: unsealCard('number', card.number),
    bankName,
    tail,
    usable,
    name,
  }
}

/** The card that a person's payments go to; null when none is chosen. */
export async function settlementCardOf(personId: string, session?: ClientSession): Promise<CardView | null> {
  const registration = await RegistrationModel.findOne({ personId })
    .session(session ?? null)
    .lean<Registration>()
  return registration?.settlementCardId ? cardById(registration.settlementCardId, session) : null
}

export async function cardById(cardId: string, session?: ClientSession): Promise<CardView | null> {
  const card = await CardModel.findById(cardId)
    .session(session ?? null)
    .lean<Card>()
  return card ? view(card, session) : null
}

/** The person's own verified card of this number. */
export async function cardOfPerson(
  input: { personId: string; cardNumber: string },
  session?: ClientSession,
): Promise<CardView | null> {
  const numberIndex = cardIndexOf(input.cardNumber)
  const card = await CardModel.findOne({ personId: input.personId, numberIndex })
    .session(session ?? null)
    .lean<Card>()
  return card ? view(card, session) : null
}

/** A person's cards, the newest first. */
export async function cardsOf(personId: string): Promise<Card[]> {
  return CardModel.find({ personId }).sort({ _id: -1 }).lean<Card[]>()
}
