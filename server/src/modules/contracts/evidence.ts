import type { CommandContext } from '../../command.ts'
import { requestScope } from '../../request-scope.ts'
import { EnvelopeEvidenceModel, type EnvelopeEvidence } from './models.ts'

type Fact = Pick<EnvelopeEvidence, 'envelopeId' | 'kind' | 'role'> & { facts?: Record<string, unknown> }

/** Records who did what to a contract, when, from which address and device. */
export async function recordEvidence(c: CommandContext, fact: Fact): Promise<void> {
  const scope = requestScope()
  await EnvelopeEvidenceModel.insertMany(
    [{ facts: {}, ...fact, at: c.now, ip: scope?.ip ?? null, device: scope?.device ?? null }],
    { session: c.session },
  )
}

/** Records once that a party has opened the document. */
export async function recordOpening(
  c: CommandContext,
  { envelopeId, role }: Pick<EnvelopeEvidence, 'envelopeId' | 'role'>,
): Promise<void> {
  const known = await EnvelopeEvidenceModel.exists({ envelopeId, kind: 'opened', role }).session(c.session)
  if (!known) await recordEvidence(c, { envelopeId, kind: 'opened', role })
}
