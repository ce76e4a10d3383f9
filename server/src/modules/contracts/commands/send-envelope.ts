import { envelopeMachine } from '@linggong/shared/states/contract'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { notify } from '../../notifications/public.ts'
import { getProvider } from '../../providers/public.ts'
import type { Picture } from '../document/page-pictures.ts'
import type { KeyTerm } from '../document/summary.ts'
import { aboutEnvelope, envelopeSent } from '../events.ts'
import { EnvelopeModel, sealedFields, type SigningField } from '../models.ts'
import { keepDocument } from './keep-document.ts'
import { concludeSoon } from './record-signature.ts'

export interface MadeDocument {
  content: Buffer
  pictures: Picture[]
  fields: SigningField[]
  summary: KeyTerm[]
}

/** Puts the made file into its envelope and sends it to be signed; does nothing when it was sent or ended before. */
export async function sendEnvelope(
  c: CommandContext,
  { envelopeId, made }: { envelopeId: string; made: MadeDocument },
): Promise<void> {
  const envelope = await EnvelopeModel.findById(envelopeId).session(c.session)
  if (envelope?.state !== 'draft') return
  const { file, pages } = await keepDocument(c, envelope, { purpose: 'contract', ...made })
  envelope.set({
    draftText: null,
    summary: c.services.vault.encryptField(sealedFields.summary, JSON.stringify(made.summary)),
    fields: made.fields,
    fileId: file._id,
    fileHash: file.sha256,
    pages,
  })
  await transition(EnvelopeModel, envelope, envelopeMachine, 'send', c, { after: { fileHash: file.sha256 } })
  c.emit(envelopeSent(aboutEnvelope(envelope)))

  const { personId, providerId } = envelope
  if (!personId) return
  const provider = await getProvider(providerId, c.session)
  if (provider.silentSigning) {
    concludeSoon(c, envelope)
    return
  }
  await notify(c, {
    to: { personId },
    event: 'contract-to-sign',
    key: envelopeId,
    data: { provider: provider.name },
    page: `pages/contract/index?id=${envelopeId}`,
  })
}
