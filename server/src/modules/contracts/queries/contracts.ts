import type { ClientSession } from 'mongoose'
import { dayOf } from '@linggong/shared/time'
import { EnvelopeModel, type Envelope } from '../models.ts'
import { nextToSign } from '../parties.ts'

interface WorkerAndProvider {
  personId: string
  providerId: string
}

/** The contract in force between a worker and a provider at a moment: the one that lasts longest. */
export async function contractInForce(
  { personId, providerId, at }: WorkerAndProvider & { at: Date },
  session?: ClientSession,
): Promise<Envelope | null> {
  const day = dayOf(at)
  return EnvelopeModel.findOne({
    personId,
    providerId,
    kind: 'worker-provider',
    state: 'completed',
    termFrom: { $lte: day },
    termTo: { $gte: day },
  })
    .sort({ termTo: -1, _id: -1 })
    .session(session ?? null)
    .lean<Envelope>()
}

export async function openContract(
  { personId, providerId }: WorkerAndProvider,
  session?: ClientSession,
): Promise<Envelope | null> {
  return EnvelopeModel.findOne({ personId, providerId, kind: 'worker-provider', open: true })
    .session(session ?? null)
    .lean<Envelope>()
}

/** The contract in force between a worker and a provider at `at`, or null. */
export async function validContract(
  input: WorkerAndProvider & { at: Date },
  session?: ClientSession,
): Promise<{ envelopeId: string } | null> {
  const found = await contractInForce(input, session)
  return found && { envelopeId: found._id }
}

/** The contract between a worker and a provider that is being made or signed, or null. */
export async function pendingEnvelope(
  input: WorkerAndProvider,
  session?: ClientSession,
): Promise<{ envelopeId: string } | null> {
  const found = await openContract(input, session)
  return found && { envelopeId: found._id }
}

/** A worker's contracts, newest first. */
export async function contractsOfPerson(personId: string): Promise<Envelope[]> {
  return EnvelopeModel.find({ personId, kind: 'worker-provider' }).sort({ _id: -1 }).lean<Envelope[]>()
}

/** Contracts that wait for this worker's signature. */
export async function countToSign(personId: string): Promise<number> {
  const out = await EnvelopeModel.find({
    personId,
    kind: 'worker-provider',
    state: { $in: ['sent', 'part-signed'] },
  }).lean<Envelope[]>()
  return out.filter((envelope) => nextToSign(envelope)?.personId === personId).length
}
