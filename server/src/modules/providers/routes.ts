import {
  addServiceItem,
  createProvider as createProviderEndpoint,
  getOwnProvider,
  listDirectory,
  listProviders,
  listTemplates,
  updateProviderSettings,
  updateServiceItem,
  updateTemplate as updateTemplateEndpoint,
} from '@linggong/shared/api/organisations'
import { asMember } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { AppError } from '../../errors.ts'
import { GatewayError } from '../../gateways/gateway-error.ts'
import { route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { createProvider } from './commands/create-provider.ts'
import { saveServiceItem } from './commands/save-service-item.ts'
import { updateSettings } from './commands/update-settings.ts'
import { updateTemplate } from './commands/update-template.ts'
import { ProviderModel, type Provider } from './model.ts'
import { presentProvider, presentServiceItem, presentTemplate } from './presenter.ts'
import { getProvider } from './public.ts'
import { daysToCutoff } from './queries/cutoff.ts'
import { currentTemplate } from './queries/templates.ts'

/** Asks the bank whether the account is there. @throws AppError PROVIDER_ACCOUNT_UNKNOWN, SERVICE_BUSY */
async function assertBankKnows(services: Services, accountNo: string): Promise<void> {
  try {
    await services.gateways.bank.balance(accountNo)
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    if (error.kind === 'rejected')
      throw new AppError('PROVIDER_ACCOUNT_UNKNOWN', undefined, 'body.bankAccountNo')
    throw new AppError('SERVICE_BUSY', { service: '银行' })
  }
}

export const routes = [
  route(createProviderEndpoint, async ({ body, actor, services }) => {
    await assertBankKnows(services, body.bankAccountNo)
    const provider = await runCommand(services, actor, (c) => createProvider(c, body))
    return presentProvider(provider, services.vault)
  }),
  route(listProviders, async ({ services }) => {
    const providers = await ProviderModel.find().sort({ createdAt: -1 }).lean<Provider[]>()
    return { rows: providers.map((provider) => presentProvider(provider, services.vault)) }
  }),
  route(getOwnProvider, async ({ actor, services }) =>
    presentProvider(await getProvider(asMember(actor).membership.organisationId), services.vault),
  ),
  route(updateProviderSettings, async ({ body, actor, services }) => {
    const providerId = asMember(actor).membership.organisationId
    const provider = await runCommand(services, actor, (c) => updateSettings(c, { providerId, ...body }))
    return presentProvider(provider, services.vault)
  }),
  route(addServiceItem, async ({ body, actor, services }) => {
    const providerId = asMember(actor).membership.organisationId
    return presentServiceItem(
      await runCommand(services, actor, (c) => saveServiceItem(c, { providerId, form: body })),
    )
  }),
  route(updateServiceItem, async ({ params, body, actor, services }) => {
    const providerId = asMember(actor).membership.organisationId
    return presentServiceItem(
      await runCommand(services, actor, (c) =>
        saveServiceItem(c, { providerId, itemId: params.id, form: body }),
      ),
    )
  }),
  route(listTemplates, async ({ actor }) => {
    const providerId = asMember(actor).membership.organisationId
    const templates = await Promise.all([
      currentTemplate(providerId, 'worker-provider'),
      currentTemplate(providerId, 'enterprise-provider'),
    ])
    return { rows: templates.map(presentTemplate) }
  }),
  route(updateTemplateEndpoint, async ({ params, body, actor, services }) => {
    const providerId = asMember(actor).membership.organisationId
    return presentTemplate(
      await runCommand(services, actor, (c) => updateTemplate(c, { providerId, kind: params.kind, ...body })),
    )
  }),
  route(listDirectory, async ({ now }) => {
    const providers = await ProviderModel.find({ 'serviceItems.0': { $exists: true } })
      .sort({ createdAt: 1 })
      .lean<Provider[]>()
    return {
      rows: providers.map(({ _id, name, serviceItems }) => ({
        id: _id,
        name,
        serviceItems: serviceItems.map(presentServiceItem),
        daysToCutoff: Math.min(
          ...serviceItems.map(({ invoiceCutoffDay }) => daysToCutoff(invoiceCutoffDay, now)),
        ),
      })),
    }
  }),
]
