import type { CommandContext } from '../../../command.ts'
import { getProvider, sealOf, type Provider } from '../../providers/public.ts'
import { registrationOf } from '../../workers/public.ts'
import { EnvelopeModel, type Envelope, type Party, type SigningManner } from '../models.ts'
import { isOut, nextToSign } from '../parties.ts'
import { recordSignature } from './record-signature.ts'

/** How a party signs without an own action by the provider's settings, or null when it has to act. */
async function mannerOf(
  c: CommandContext,
  { parties }: Envelope,
  { role, personId }: Party,
  { silentSigning, autoSeal }: Provider,
): Promise<SigningManner | null> {
  if (role === 'worker') {
    const registration = personId ? await registrationOf(personId, c.session) : null
    return silentSigning && registration?.state === 'done' ? 'silent' : null
  }
  if (role !== 'provider') return null
  if (parties.some(({ signature }) => signature?.manner === 'silent')) return 'silent'
  return autoSeal ? 'automatic' : null
}

/** Signs for every party whose turn it is and who agreed beforehand; stops at the first that has to act. */
export async function signAutomatically(
  c: CommandContext,
  { envelopeId }: { envelopeId: string },
): Promise<void> {
  const envelope = await EnvelopeModel.findById(envelopeId).session(c.session)
  if (!envelope || !isOut(envelope) || c.now > envelope.deadlineAt) return
  const provider = await getProvider(envelope.providerId, c.session)
  for (let party = nextToSign(envelope); party; party = nextToSign(envelope)) {
    const manner = await mannerOf(c, envelope, party, provider)
    const seal = party.organisationId ? await sealOf(party.organisationId, c.session) : null
    if (!manner || (party.organisationId && !seal)) return
    await recordSignature(c, envelope, party, { manner, imageFileId: seal?.imageFileId ?? null })
  }
}
