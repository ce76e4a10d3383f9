import { cardTail } from '@linggong/shared/rules/mask'
import type { Sealed, Vault } from '../../database/vault.ts'

export interface BoundAccount {
  name: string
  number: string
  bankName: string
}

const field = 'sub_ledgers.boundAccount'

export function sealBoundAccount(vault: Vault, account: BoundAccount): Sealed {
  return vault.encryptField(field, JSON.stringify(account))
}

export function openBoundAccount(vault: Vault, sealed: Sealed): BoundAccount {
  return JSON.parse(vault.decryptField(field, sealed)) as BoundAccount
}

export function maskBoundAccount(account: BoundAccount): BoundAccount {
  return { ...account, number: `**** ${cardTail(account.number)}` }
}
