import type { ClientSession } from 'mongoose'
import { AppError } from '../../errors.ts'
import { ProviderModel, type Provider } from './model.ts'
import { SealModel, type Seal } from './seal-model.ts'

export { createSeal } from './commands/create-seal.ts'
export { createProvider } from './commands/create-provider.ts'
export { saveServiceItem } from './commands/save-service-item.ts'
export { daysToCutoff } from './queries/cutoff.ts'
export { currentTemplate as getTemplate } from './queries/templates.ts'
export type { Provider, ServiceItem } from './model.ts'
export type { ContractTemplate, TemplateKind } from './template-model.ts'

/** @throws AppError NOT_FOUND */
export async function getProvider(id: string, session?: ClientSession): Promise<Provider> {
  const provider = await ProviderModel.findById(id)
    .session(session ?? null)
    .lean<Provider>()
  if (!provider) throw new AppError('NOT_FOUND')
  return provider
}

/** The organisation's electronic seal (an enterprise's or a provider's), or null while it has none. */
export async function sealOf(organisationId: string, session?: ClientSession): Promise<Seal | null> {
  return SealModel.findById(organisationId)
    .session(session ?? null)
    .lean<Seal>()
}
