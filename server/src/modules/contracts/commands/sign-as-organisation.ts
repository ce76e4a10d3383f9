import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { sealOf } from '../../providers/public.ts'
import { EnvelopeModel } from '../models.ts'
import { concludeSoon, recordSignature } from './record-signature.ts'

/**
 * Applies an organisation's seal to a contract. The caller has checked who acts for it and what they had to prove.
 * @throws AppError NOT_FOUND, ENVELOPE_CLOSED, SEAL_REQUIRED
 */
export async function signAsOrganisation(
  c: CommandContext,
  envelopeId: string,
  organisationId: string,
): Promise<void> {
  const envelope = await EnvelopeModel.findById(envelopeId).session(c.session)
  const party = envelope?.parties.find((one) => one.organisationId === organisationId)
  if (!envelope || !party) throw new AppError('NOT_FOUND')
  const seal = await sealOf(organisationId, c.session)
  if (!seal) throw new AppError('SEAL_REQUIRED')
  await recordSignature(c, envelope, party, { manner: 'seal', imageFileId: seal.imageFileId })
  concludeSoon(c, envelope)
}
