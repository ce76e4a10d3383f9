import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { ProviderModel, type Provider } from '../model.ts'

/** Switches automatic sealing and silent signing (静默签署). @throws AppError NOT_FOUND */
export async function updateSettings(
  c: CommandContext,
  { providerId, autoSeal, silentSigning }: { providerId: string; autoSeal: boolean; silentSigning: boolean },
): Promise<Provider> {
  const provider = await ProviderModel.findById(providerId).session(c.session)
  if (!provider) throw new AppError('NOT_FOUND')
  const before = { autoSeal: provider.autoSeal, silentSigning: provider.silentSigning }
  provider.set({ autoSeal, silentSigning })
  await provider.save({ session: c.session })
  c.audit({
    action: 'provider.update-settings',
    subject: { type: 'provider', id: providerId },
    before,
    after: { autoSeal, silentSigning },
  })
  return provider.toObject()
}
