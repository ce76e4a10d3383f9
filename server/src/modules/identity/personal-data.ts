import type { Sealed, Vault } from '../../database/vault.ts'

/** Collection and field of each encrypted value; bound to its cipher text. */
export const sealedFields = {
  accountPhone: 'accounts.phone',
  accountName: 'accounts.name',
  personName: 'persons.name',
  personIdNumber: 'persons.idNumber',
  faceName: 'face_checks.name',
  faceIdNumber: 'face_checks.idNumber',
} as const

let current: Vault | undefined

/** Gives the queries that other modules call the vault they decrypt with; called once when the module registers. */
export function useVault(vault: Vault): void {
  current = vault
}

/** The vault of this process's server. */
export function personalVault(): Vault {
  if (!current) throw new Error('the identity module is not registered')
  return current
}

export function phoneIndexOf(phone: string): string {
  return personalVault().blindIndex('phone', phone.trim())
}

export function idNumberIndexOf(idNumber: string): string {
  return personalVault().blindIndex('id-number', idNumber.trim().toUpperCase())
}

export function seal(field: (typeof sealedFields)[keyof typeof sealedFields], value: string): Sealed {
  return personalVault().encryptField(field, value)
}

export function unseal(field: (typeof sealedFields)[keyof typeof sealedFields], value: Sealed): string {
  return personalVault().decryptField(field, value)
}

export function unsealOptional(
  field: (typeof sealedFields)[keyof typeof sealedFields],
  value: Sealed | null,
): string | null {
  return value ? unseal(field, value) : null
}
