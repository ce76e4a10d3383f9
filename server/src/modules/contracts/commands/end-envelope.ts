import { envelopeMachine } from '@linggong/shared/states/contract'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { transition } from '../../../states.ts'
import { assertTenant } from '../../../tenancy.ts'
import { requireRegistered } from '../../workers/public.ts'
import { aboutEnvelope, envelopeDeclined, envelopeExpired } from '../events.ts'
import { recordEvidence } from '../evidence.ts'
import { EnvelopeModel } from '../models.ts'
import { isOut, nextToSign } from '../parties.ts'

/**
 * A worker does not agree to a contract that waits for their signature.
 * @throws AppError REGISTRATION_INCOMPLETE, NOT_FOUND, STATE_CONFLICT
 */
export async function declineEnvelope(
  c: CommandContext,
  { envelopeId, reason }: { envelopeId: string; reason: string },
): Promise<void> {
  const personId = await requireRegistered(c.actor, '处理合同', c.session)
  const envelope = await EnvelopeModel.findById(envelopeId).session(c.session)
  const party = envelope?.parties.find((one) => one.personId === personId)
  if (!envelope || !party) throw new AppError('NOT_FOUND')
  if (party.signature && isOut(envelope)) throw new AppError('ENVELOPE_CLOSED', { state: '您已签署' })
  envelope.set({ open: false })
  await transition(EnvelopeModel, envelope, envelopeMachine, 'decline', c, { reason })
  await recordEvidence(c, { envelopeId, kind: 'declined', role: party.role })
  c.emit(envelopeDeclined(aboutEnvelope(envelope)))
}

/** A provider takes back a contract with a worker that is not signed by all yet. @throws AppError NOT_FOUND, STATE_CONFLICT */
export async function revokeEnvelope(
  c: CommandContext,
  { envelopeId, reason }: { envelopeId: string; reason: string },
): Promise<void> {
  const envelope = await EnvelopeModel.findOne({ _id: envelopeId, kind: 'worker-provider' }).session(
    c.session,
  )
  assertTenant(c.actor, envelope)
  envelope.set({ open: false })
  await transition(EnvelopeModel, envelope, envelopeMachine, 'revoke', c, { reason })
}

/** Ends a contract that was not signed by all until its deadline; one without a file is taken back. */
export async function passDeadline(c: CommandContext, { envelopeId }: { envelopeId: string }): Promise<void> {
  const envelope = await EnvelopeModel.findById(envelopeId).session(c.session)
  if (!envelope || (envelope.state !== 'draft' && !isOut(envelope)) || !nextToSign(envelope)) return
  envelope.set({ open: false })
  if (envelope.state === 'draft') {
    await transition(EnvelopeModel, envelope, envelopeMachine, 'revoke', c, { reason: '合同文件未能生成' })
    return
  }
  await transition(EnvelopeModel, envelope, envelopeMachine, 'expire', c)
  c.emit(envelopeExpired(aboutEnvelope(envelope)))
}
