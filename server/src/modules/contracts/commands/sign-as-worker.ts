import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { storeFile } from '../../files/public.ts'
import { consumeSmsCode, getPerson } from '../../identity/public.ts'
import { requireRegistered } from '../../workers/public.ts'
import { EnvelopeModel } from '../models.ts'
import { assertMaySign, concludeSoon, recordSignature } from './record-signature.ts'

/** Codes for signing; each is bound to one envelope. */
export const signingPurpose = 'contract-signing'

/**
 * A worker signs by hand, proving by a code on the own phone that it is them.
 * @param signature PNG made by `readSignature`
 * @throws AppError REGISTRATION_INCOMPLETE, NOT_FOUND, ENVELOPE_CLOSED, SMS_CODE_WRONG, SMS_CODE_EXPIRED
 */
export async function signAsWorker(
  c: CommandContext,
  { envelopeId, code, signature }: { envelopeId: string; code: string; signature: Buffer },
): Promise<void> {
  const personId = await requireRegistered(c.actor, '签署合同', c.session)
  const envelope = await EnvelopeModel.findById(envelopeId).session(c.session)
  const party = envelope?.parties.find((one) => one.personId === personId)
  if (!envelope || !party) throw new AppError('NOT_FOUND')
  assertMaySign(envelope, party, c.now)
  const { phone } = await getPerson(personId, c.session)
  if (!phone) throw new AppError('UNAUTHENTICATED')
  await consumeSmsCode(c, { phone, purpose: signingPurpose, subjectId: envelopeId, code })
  const file = await storeFile(c, {
    purpose: 'signature',
    owner: { type: 'envelope', id: envelopeId },
    content: signature,
    contentType: 'image/png',
  })
  await recordSignature(c, envelope, party, { manner: 'handwritten', imageFileId: file._id })
  concludeSoon(c, envelope)
}
