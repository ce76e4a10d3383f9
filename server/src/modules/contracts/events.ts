import { defineEvent } from '../../events.ts'
import type { Envelope } from './models.ts'

interface AboutEnvelope {
  envelopeId: string
  kind: Envelope['kind']
  providerId: string
  engagementId?: string
  personId?: string
}

/** The file is there and can be signed. */
export const envelopeSent = defineEvent<AboutEnvelope>('envelope.sent')

/** Everybody has signed and the sealed file is kept: the contract is in force from its first day on. */
export const envelopeCompleted = defineEvent<AboutEnvelope>('envelope.completed')
export const envelopeDeclined = defineEvent<AboutEnvelope>('envelope.declined')
export const envelopeExpired = defineEvent<AboutEnvelope>('envelope.expired')

/** What the events say of an envelope. */
export function aboutEnvelope(
  envelope: Pick<Envelope, '_id' | 'kind' | 'providerId' | 'engagementId' | 'personId'>,
): AboutEnvelope {
  const { _id, kind, providerId, engagementId, personId } = envelope
  return {
    envelopeId: _id,
    kind,
    providerId,
    ...(engagementId ? { engagementId } : {}),
    ...(personId ? { personId } : {}),
  }
}
