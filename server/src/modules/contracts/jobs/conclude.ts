import { systemActor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import type { Services } from '../../../services.ts'
import { readFile } from '../../files/public.ts'
import { completeEnvelope } from '../commands/complete-envelope.ts'
import { signAutomatically } from '../commands/sign-automatically.ts'
import { renderPages } from '../document/page-pictures.ts'
import { sealDocument, type SignedParty } from '../document/seal-document.ts'
import { EnvelopeModel, sealedFields, type Envelope, type Party } from '../models.ts'
import { isOut, nextToSign } from '../parties.ts'

const actor = systemActor('contracts')

/** How a signer showed who they are, in words. */
function proofInWords({ role, proof, signature }: Party): string {
  if (signature?.manner === 'silent' || signature?.manner === 'automatic') {
    return role === 'worker' ? '实名认证' : '平台已核验的单位'
  }
  const asked = [...(proof.includes('face') ? ['联系人人脸核验'] : []), '短信验证码']
  return [...(role === 'worker' ? ['实名认证'] : []), ...asked].join('，')
}

async function signedParty(services: Services, party: Party): Promise<SignedParty> {
  const { role, name, signature } = party
  if (!signature) throw new Error('a contract is sealed after all have signed')
  const image = signature.imageFileId ? await readFile(services, signature.imageFileId) : null
  return {
    role,
    name: services.vault.decryptField(sealedFields.partyName, name),
    manner: signature.manner,
    proof: proofInWords(party),
    at: signature.at,
    image: image?.content ?? null,
  }
}

async function seal(services: Services, envelope: Envelope): Promise<Buffer> {
  const { title, number, fileId, fileHash, fields } = envelope
  if (!fileId || !fileHash) throw new Error('a contract that was sent has a file')
  const { content } = await readFile(services, fileId)
  const parties: SignedParty[] = []
  for (const party of envelope.parties) parties.push(await signedParty(services, party))
  const completedAt = services.clock.now()
  return sealDocument({
    title,
    number,
    documentHash: fileHash,
    document: content,
    fields,
    parties,
    completedAt,
  })
}

/**
 * Takes a contract on after a signature: signs for who agreed beforehand, and makes the sealed file when all have
 * signed.
 */
export async function conclude(services: Services, { envelopeId }: { envelopeId: string }): Promise<void> {
  await runCommand(services, actor, (c) => signAutomatically(c, { envelopeId }))
  const envelope = await EnvelopeModel.findById(envelopeId).lean<Envelope>()
  if (!envelope || !isOut(envelope) || nextToSign(envelope)) return
  const content = await seal(services, envelope)
  const firstChanged = Math.min(...envelope.fields.map(({ page }) => page))
  const result = { content, pictures: await renderPages(content, firstChanged), firstChanged }
  await runCommand(services, actor, (c) => completeEnvelope(c, { envelopeId, result }))
}
