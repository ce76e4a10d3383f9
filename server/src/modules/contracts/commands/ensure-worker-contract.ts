import { dayOf, endOfDay, termEnd } from '@linggong/shared/time'
import type { CommandContext } from '../../../command.ts'
import { getPerson } from '../../identity/public.ts'
import { getProvider } from '../../providers/public.ts'
import { contractInForce, openContract } from '../queries/contracts.ts'
import { createEnvelope } from './create-envelope.ts'

const termYears = 2
const signingDays = 30
/** A contract that ends within these days may be followed by the next one. */
const renewalDays = 30
const dayMs = 86_400_000

interface WorkerAndProvider {
  personId: string
  providerId: string
}

/**
 * The contract between a registered worker and a provider: the one in force unless it ends soon, else the one that
 * is being signed, else a new one for two years from today.
 * @returns the envelope's id
 * @throws AppError NOT_FOUND
 */
export async function ensureWorkerContract(
  c: CommandContext,
  { personId, providerId }: WorkerAndProvider,
): Promise<string> {
  const inForce = await contractInForce({ personId, providerId, at: c.now }, c.session)
  if (inForce && endOfDay(inForce.termTo).getTime() - c.now.getTime() > renewalDays * dayMs)
    return inForce._id
  const open = await openContract({ personId, providerId }, c.session)
  if (open) return open._id

  const provider = await getProvider(providerId, c.session)
  const { name, idNumber, phone } = await getPerson(personId, c.session)
  const termFrom = dayOf(c.now)
  return createEnvelope(c, {
    kind: 'worker-provider',
    providerId,
    personId,
    termFrom,
    termTo: termEnd(termFrom, termYears),
    deadlineAt: new Date(c.now.getTime() + signingDays * dayMs),
    parties: [
      { role: 'worker', personId, name, proof: ['sms'] },
      { role: 'provider', organisationId: provider._id, name: provider.name, proof: [] },
    ],
    variables: {
      providerName: provider.name,
      providerCreditCode: provider.creditCode,
      workerName: name,
      workerIdNumber: idNumber,
      workerPhone: phone ?? '',
    },
  })
}

/** Prepares the contract of a worker who needs no own action, because the provider signs silently. */
export async function prepareSilentContract(c: CommandContext, parties: WorkerAndProvider): Promise<void> {
  const { silentSigning } = await getProvider(parties.providerId, c.session)
  if (silentSigning) await ensureWorkerContract(c, parties)
}
