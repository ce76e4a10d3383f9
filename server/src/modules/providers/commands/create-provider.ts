import type { BodyOf } from '@linggong/shared/api/endpoint'
import type { createProvider as endpoint } from '@linggong/shared/api/organisations'
import type { CommandContext } from '../../../command.ts'
import { AppError, isDuplicateKey } from '../../../errors.ts'
import { addMember, createOrganisation } from '../../identity/public.ts'
import { adminPhoneField, ProviderModel, type Provider } from '../model.ts'
import { ContractTemplateModel, type TemplateKind } from '../template-model.ts'
import { templateKindTable } from '../templates/kinds.ts'
import { createSeal } from './create-seal.ts'

/**
 * Creates a provider with its administrator, seal and first contract texts. The caller has checked that the bank
 * knows the account.
 * @throws AppError ORGANISATION_EXISTS, PROVIDER_ACCOUNT_TAKEN
 */
export async function createProvider(c: CommandContext, form: BodyOf<typeof endpoint>): Promise<Provider> {
  const id = await createOrganisation(c, { kind: 'provider', name: form.name, creditCode: form.creditCode })
  await addMember(c, {
    organisationId: id,
    phone: form.adminPhone,
    name: form.adminName,
    role: 'administrator',
  })
  const provider = new ProviderModel({
    _id: id,
    name: form.name,
    creditCode: form.creditCode,
    bankAccountNo: form.bankAccountNo,
    adminPhone: c.services.vault.encryptField(adminPhoneField, form.adminPhone),
  })
  try {
    await provider.save({ session: c.session })
  } catch (error) {
    if (isDuplicateKey(error, 'bankAccountNo'))
      throw new AppError('PROVIDER_ACCOUNT_TAKEN', undefined, 'body.bankAccountNo')
    throw error
  }
  await createSeal(c, { organisationId: id, name: form.name })
  const kinds = Object.keys(templateKindTable) as TemplateKind[]
  await ContractTemplateModel.create(
    kinds.map((kind) => ({ providerId: id, kind, templateVersion: 1, ...templateKindTable[kind].initial })),
    { session: c.session, ordered: true },
  )
  c.audit({ action: 'provider.create', subject: { type: 'provider', id }, after: { name: form.name } })
  return provider.toObject()
}
