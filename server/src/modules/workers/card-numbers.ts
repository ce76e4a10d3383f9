import type { Sealed } from '../../database/vault.ts'
import { personalVault } from '../identity/public.ts'
import { cardFields } from './models/card.ts'

export function cardIndexOf(cardNumber: string): string {
  return personalVault().blindIndex('card-number', cardNumber.replace(/\s/g, ''))
}

export function sealCard(field: keyof typeof cardFields, value: string): Sealed {
  return personalVault().encryptField(cardFields[field], value)
}

export function unsealCard(field: keyof typeof cardFields, value: Sealed): string {
  return personalVault().decryptField(cardFields[field], value)
}
