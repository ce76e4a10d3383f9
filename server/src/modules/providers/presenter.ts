import type { z } from 'zod'
import type { zContractTemplate, zProvider, zServiceItem } from '@linggong/shared/api/organisations'
import { maskPhone } from '@linggong/shared/rules/mask'
import type { Vault } from '../../database/vault.ts'
import { adminPhoneField, type Provider, type ServiceItem } from './model.ts'
import type { ContractTemplate } from './template-model.ts'
import { templateKindTable } from './templates/kinds.ts'

export function presentServiceItem({
  _id,
  name,
  invoiceCategory,
  feeRate,
  invoiceCutoffDay,
  minimumInvoice,
}: ServiceItem): z.output<typeof zServiceItem> {
  return { id: _id, name, invoiceCategory, feeRate, invoiceCutoffDay, minimumInvoice }
}

export function presentProvider(provider: Provider, vault: Vault): z.output<typeof zProvider> {
  const {
    _id,
    name,
    creditCode,
    bankAccountNo,
    adminPhone,
    autoSeal,
    silentSigning,
    serviceItems,
    createdAt,
  } = provider
  return {
    id: _id,
    name,
    creditCode,
    bankAccountNo,
    adminPhone: maskPhone(vault.decryptField(adminPhoneField, adminPhone)),
    autoSeal,
    silentSigning,
    serviceItems: serviceItems.map(presentServiceItem),
    createdAt: createdAt.toISOString(),
  }
}

export function presentTemplate({
  kind,
  templateVersion,
  title,
  body,
  createdAt,
}: ContractTemplate): z.output<typeof zContractTemplate> {
  return {
    kind,
    version: templateVersion,
    title,
    body,
    variables: [...templateKindTable[kind].variables],
    updatedAt: createdAt.toISOString(),
  }
}
