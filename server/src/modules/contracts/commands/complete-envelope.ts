import { envelopeMachine } from '@linggong/shared/states/contract'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { notify } from '../../notifications/public.ts'
import { getProvider } from '../../providers/public.ts'
import type { Picture } from '../document/page-pictures.ts'
import { aboutEnvelope, envelopeCompleted } from '../events.ts'
import { recordEvidence } from '../evidence.ts'
import { EnvelopeModel } from '../models.ts'
import { isOut, nextToSign } from '../parties.ts'
import { keepDocument } from './keep-document.ts'

export interface SealedResult {
  content: Buffer
  /** Pictures of the pages from `firstChanged` (0-based) on; those before are the document's own. */
  pictures: Picture[]
  firstChanged: number
}

/** Keeps the sealed file and puts the contract in force; does nothing when that was done or the contract ended. */
export async function completeEnvelope(
  c: CommandContext,
  { envelopeId, result }: { envelopeId: string; result: SealedResult },
): Promise<void> {
  const envelope = await EnvelopeModel.findById(envelopeId).session(c.session)
  if (!envelope || !isOut(envelope) || nextToSign(envelope)) return
  const { file, pages } = await keepDocument(c, envelope, { purpose: 'sealed-contract', ...result })
  const unchanged = envelope.toObject().pages.slice(0, result.firstChanged)
  envelope.set({
    resultFileId: file._id,
    resultHash: file.sha256,
    resultPages: [...unchanged, ...pages],
    open: false,
  })
  await transition(EnvelopeModel, envelope, envelopeMachine, 'complete', c, {
    after: { resultHash: file.sha256 },
  })
  await recordEvidence(c, { envelopeId, kind: 'completed', role: null, facts: { resultHash: file.sha256 } })
  c.emit(envelopeCompleted(aboutEnvelope(envelope)))
  const { personId, providerId } = envelope
  if (!personId) return
  const { name } = await getProvider(providerId, c.session)
  await notify(c, {
    to: { personId },
    event: 'contract-signed',
    key: envelopeId,
    data: { provider: name },
    page: `pages/contract/index?id=${envelopeId}`,
  })
}
