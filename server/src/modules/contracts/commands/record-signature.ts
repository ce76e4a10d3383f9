import { envelopeMachine } from '@linggong/shared/states/contract'
import type { HydratedDocument } from 'mongoose'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { transition } from '../../../states.ts'
import { recordEvidence } from '../evidence.ts'
import { EnvelopeModel, type Envelope, type Party, type Signature, type SigningManner } from '../models.ts'
import { isOut, nextToSign } from '../parties.ts'

export const concludeDue = 'contract-conclude'

const { labels } = envelopeMachine

/** How a signature reads in a contract's history. */
const inWords: Record<SigningManner, string> = {
  handwritten: '灵工手写签名',
  seal: '加盖电子签章',
  automatic: '服务商自动盖章',
  silent: '按预先授权静默签署',
}

/**
 * Refuses a signature that cannot be given now: before the file is there, after the end or the deadline, twice, or
 * before those who sign first.
 * @throws AppError ENVELOPE_CLOSED
 */
export function assertMaySign(envelope: Envelope, party: Party, now: Date): void {
  if (!isOut(envelope)) throw new AppError('ENVELOPE_CLOSED', { state: labels[envelope.state] })
  if (now > envelope.deadlineAt) throw new AppError('ENVELOPE_CLOSED', { state: labels.expired })
  if (party.signature) throw new AppError('ENVELOPE_CLOSED', { state: '您已签署' })
  if (nextToSign(envelope)?.role !== party.role)
    throw new AppError('ENVELOPE_CLOSED', { state: '等待对方先签署' })
}

/** Lets a job go on with the contract: sign for who needs no own action, and make the sealed file after the last. */
export function concludeSoon(c: CommandContext, { _id: envelopeId, parties }: Envelope): void {
  const signed = parties.filter(({ signature }) => signature !== null).length
  c.due({ kind: concludeDue, key: `${envelopeId}:${signed}`, dueAt: c.now, payload: { envelopeId } })
}

/** Records a party's signature of the document. @throws AppError ENVELOPE_CLOSED, STATE_CONFLICT */
export async function recordSignature(
  c: CommandContext,
  envelope: HydratedDocument<Envelope>,
  party: Party,
  { manner, imageFileId }: Pick<Signature, 'manner' | 'imageFileId'>,
): Promise<void> {
  assertMaySign(envelope, party, c.now)
  const documentHash = envelope.fileHash ?? ''
  party.signature = { manner, at: c.now, documentHash, imageFileId }
  envelope.markModified('parties')
  await transition(EnvelopeModel, envelope, envelopeMachine, 'sign-part', c, {
    reason: inWords[manner],
    after: { role: party.role, manner, documentHash },
  })
  await recordEvidence(c, {
    envelopeId: envelope._id,
    kind: 'signed',
    role: party.role,
    facts: { manner, documentHash, proof: [...party.proof] },
  })
}
