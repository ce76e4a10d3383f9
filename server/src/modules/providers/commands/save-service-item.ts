import type { BodyOf } from '@linggong/shared/api/endpoint'
import type { addServiceItem } from '@linggong/shared/api/organisations'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { newId } from '../../../ids.ts'
import { ProviderModel, type ServiceItem } from '../model.ts'

/**
 * Adds a service item, or changes the one named by `itemId`. Contracts already signed keep the rate agreed in them.
 * @throws AppError NOT_FOUND, VERSION_CONFLICT
 */
export async function saveServiceItem(
  c: CommandContext,
  { providerId, itemId, form }: { providerId: string; itemId?: string; form: BodyOf<typeof addServiceItem> },
): Promise<ServiceItem> {
  const provider = await ProviderModel.findById(providerId).session(c.session)
  if (!provider) throw new AppError('NOT_FOUND')
  const existing = provider.serviceItems.find(({ _id }) => _id === itemId)
  if (itemId && !existing) throw new AppError('NOT_FOUND')
  const item: ServiceItem = { _id: itemId ?? newId(), ...form }
  provider.set(
    'serviceItems',
    existing
      ? provider.serviceItems.map((other) => (other._id === itemId ? item : other))
      : [...provider.serviceItems, item],
  )
  await provider.save({ session: c.session })
  c.audit({
    action: existing ? 'service-item.update' : 'service-item.add',
    subject: { type: 'provider', id: providerId },
    ...(existing ? { before: { feeRate: existing.feeRate, name: existing.name } } : {}),
    after: { feeRate: item.feeRate, name: item.name },
  })
  return item
}
