import type { Vault } from '../../database/vault.ts'
import { itemFields, type Item, type ItemCard } from './models/item.ts'
import type { Card } from './validation/facts.ts'

/** A card as a payment keeps it. */
export function sealCard(vault: Vault, card: Card): ItemCard {
  const { cardId, cardNumber, bankName, tail } = card
  return { cardId, number: vault.encryptField(itemFields.card, cardNumber), bankName, tail }
}

/** Personal data of a payment as it is kept. */
export function sealItem(
  vault: Vault,
  values: { name: string; idNumber: string; phone: string },
  card: Card,
): Pick<Item, 'name' | 'idNumber' | 'phone' | 'card'> {
  return {
    name: vault.encryptField(itemFields.name, values.name),
    idNumber: vault.encryptField(itemFields.idNumber, values.idNumber),
    phone: vault.encryptField(itemFields.phone, values.phone),
    card: sealCard(vault, card),
  }
}

/** Who is paid, in full. */
export function openItem(vault: Vault, item: Pick<Item, 'name' | 'idNumber' | 'phone'>) {
  return {
    name: vault.decryptField(itemFields.name, item.name),
    idNumber: vault.decryptField(itemFields.idNumber, item.idNumber),
    phone: vault.decryptField(itemFields.phone, item.phone),
  }
}

export function openCardNumber(vault: Vault, card: ItemCard): string {
  return vault.decryptField(itemFields.card, card.number)
}
