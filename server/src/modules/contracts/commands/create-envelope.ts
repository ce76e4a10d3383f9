import type { CommandContext } from '../../../command.ts'
import { takeDayNumber } from '../../../database/number-series.ts'
import { getTemplate } from '../../providers/public.ts'
import { EnvelopeModel, sealedFields, type EnvelopeKind, type Party, type Proof } from '../models.ts'

export const documentDue = 'contract-document'
export const deadlineDue = 'contract-deadline'

type PartyInput = { name: string; proof: Proof[] } & (
  | { role: 'worker'; personId: string }
  | { role: 'enterprise' | 'provider'; organisationId: string }
)

export interface EnvelopeInput {
  kind: EnvelopeKind
  providerId: string
  engagementId?: string
  enterpriseId?: string
  personId?: string
  /** First and last day of the contract, YYYY-MM-DD. */
  termFrom: string
  termTo: string
  /** Until then it must be signed by all. */
  deadlineAt: Date
  /** In the order of signing. */
  parties: PartyInput[]
  /** What the template's `{{name}}` stand for; the number and the term are added. */
  variables: Record<string, string>
}

/** 2026年11月22日 */
function writtenDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/**
 * Makes a contract from the provider's template in use: a job makes its file and sends it to be signed.
 * @returns the envelope's id
 * @throws AppError NOT_FOUND when the provider has no template of the kind
 */
export async function createEnvelope(c: CommandContext, input: EnvelopeInput): Promise<string> {
  const { kind, providerId, engagementId, enterpriseId, personId, termFrom, termTo, deadlineAt } = input
  const template = await getTemplate(providerId, kind, c.session)
  // Taken outside the transaction: a number whose transaction fails is left out of the series.
  const number = await takeDayNumber('HT', c.now)
  const { vault } = c.services
  const variables = {
    ...input.variables,
    contractNumber: number,
    termFrom: writtenDay(termFrom),
    termTo: writtenDay(termTo),
  }
  const parties: Party[] = input.parties.map((party) => ({
    role: party.role,
    organisationId: 'organisationId' in party ? party.organisationId : null,
    personId: 'personId' in party ? party.personId : null,
    name: vault.encryptField(sealedFields.partyName, party.name),
    proof: party.proof,
    signature: null,
  }))
  const envelope = new EnvelopeModel({
    number,
    kind,
    title: template.title,
    templateVersion: template.templateVersion,
    draftText: template.body,
    variables: vault.encryptField(sealedFields.variables, JSON.stringify(variables)),
    providerId,
    engagementId: engagementId ?? null,
    enterpriseId: enterpriseId ?? null,
    personId: personId ?? null,
    termFrom,
    termTo,
    deadlineAt,
    parties,
  })
  await envelope.save({ session: c.session })
  const envelopeId = envelope._id
  c.audit({
    action: 'envelope.create',
    subject: { type: 'envelope', id: envelopeId },
    after: { number, kind, templateVersion: template.templateVersion },
  })
  c.due({ kind: documentDue, key: envelopeId, dueAt: c.now, payload: { envelopeId } })
  c.due({ kind: deadlineDue, key: envelopeId, dueAt: deadlineAt, payload: { envelopeId } })
  return envelopeId
}
