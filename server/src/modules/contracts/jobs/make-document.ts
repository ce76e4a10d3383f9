import { systemActor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import type { Services } from '../../../services.ts'
import { sendEnvelope } from '../commands/send-envelope.ts'
import { missingCharacters } from '../document/fonts.ts'
import { renderPages } from '../document/page-pictures.ts'
import { keyTerms } from '../document/summary.ts'
import { fillVariables } from '../document/template-text.ts'
import { typesetContract } from '../document/typeset-contract.ts'
import { EnvelopeModel, sealedFields, type Envelope } from '../models.ts'
import { namesOf } from '../presenter.ts'

/** Makes the file of a new contract with the pictures of its pages and sends it to be signed. */
export async function makeDocument(
  services: Services,
  { envelopeId }: { envelopeId: string },
): Promise<void> {
  const envelope = await EnvelopeModel.findById(envelopeId).lean<Envelope>()
  if (envelope?.state !== 'draft' || envelope.draftText === null) return
  const variables = JSON.parse(
    services.vault.decryptField(sealedFields.variables, envelope.variables),
  ) as Record<string, string>
  const text = fillVariables(envelope.draftText, variables)
  const missing = missingCharacters(text).length
  if (missing > 0) services.logger.warn({ envelopeId, missing }, 'the font lacks characters of a contract')

  const { kind, number, title } = envelope
  const { content, fields } = await typesetContract({
    kind,
    number,
    title,
    text,
    names: namesOf(services.vault, envelope),
    madeAt: services.clock.now(),
  })
  const made = { content, fields, pictures: await renderPages(content), summary: keyTerms(text) }
  await runCommand(services, systemActor('contracts'), (c) => sendEnvelope(c, { envelopeId, made }))
}
