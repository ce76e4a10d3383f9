import * as api from '@linggong/shared/api/contracts'
import { maskPhone } from '@linggong/shared/rules/mask'
import type { Actor } from '../../actor.ts'
import { asMember, asWorker } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { AppError, isDuplicateKey } from '../../errors.ts'
import { route, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { assertTenant } from '../../tenancy.ts'
import { consumeStepUp, getPerson, sendSmsCodeTo } from '../identity/public.ts'
import { requireRegistered } from '../workers/public.ts'
import { declineEnvelope, revokeEnvelope } from './commands/end-envelope.ts'
import { ensureWorkerContract } from './commands/ensure-worker-contract.ts'
import { assertMaySign } from './commands/record-signature.ts'
import { signAsOrganisation } from './commands/sign-as-organisation.ts'
import { signAsWorker, signingPurpose } from './commands/sign-as-worker.ts'
import { readSignature } from './document/signature-image.ts'
import { recordEvidence, recordOpening } from './evidence.ts'
import { EnvelopeModel, type Envelope } from './models.ts'
import { isOut, nextToSign, partyOf } from './parties.ts'
import { presentEnvelope, presentEnvelopeDetail } from './presenter.ts'
import { contractsOfOrganisation } from './queries/contracts-of-organisation.ts'
import { contractsOfPerson } from './queries/contracts.ts'

interface Caller {
  services: Services
  actor: Actor
}

/** The worker's own contract. @throws AppError NOT_FOUND */
async function ownContract(actor: Actor, id: string): Promise<Envelope> {
  const { personId } = asWorker(actor)
  const envelope = personId ? await EnvelopeModel.findOne({ _id: id, personId }).lean<Envelope>() : null
  if (!envelope) throw new AppError('NOT_FOUND')
  return envelope
}

/** The contract of the caller's organisation. @throws AppError NOT_FOUND */
async function organisationContract(actor: Actor, id: string): Promise<Envelope> {
  const envelope = await EnvelopeModel.findById(id).lean<Envelope>()
  assertTenant(actor, envelope)
  return envelope
}

/** The contract with its pages; that a party who is asked to sign has opened it is kept as evidence. */
async function opened(envelope: Envelope, caller: Caller) {
  const party = partyOf(envelope, caller.actor)
  if (party && isOut(envelope)) {
    const { _id: envelopeId } = envelope
    await runCommand(caller.services, caller.actor, (c) => recordOpening(c, { envelopeId, role: party.role }))
  }
  return presentEnvelopeDetail(envelope, caller)
}

/** Two requests at once make one contract: the later finds what the earlier made. */
async function prepare({ services, actor }: Caller, providerId: string): Promise<string> {
  const ensure = (): Promise<string> =>
    runCommand(services, actor, async (c) => {
      const personId = await requireRegistered(actor, '签署合同', c.session)
      return ensureWorkerContract(c, { personId, providerId })
    })
  return ensure().catch((error: unknown) => {
    if (!isDuplicateKey(error, 'personId')) throw error
    return ensure()
  })
}

export const routes: Route[] = [
  route(api.listMyContracts, async (request) => {
    const { personId } = asWorker(request.actor)
    const all = personId ? await contractsOfPerson(personId) : []
    const waits = (envelope: Envelope): boolean =>
      envelope.open && nextToSign(envelope)?.personId === personId
    return {
      toSign: all.filter(waits).map((envelope) => presentEnvelope(envelope, request)),
      signed: all
        .filter((envelope) => envelope.state === 'completed' || (envelope.open && !waits(envelope)))
        .map((envelope) => presentEnvelope(envelope, request)),
    }
  }),
  route(api.prepareContract, async (request) => {
    const id = await prepare(request, request.body.providerId)
    return presentEnvelope(await ownContract(request.actor, id), request)
  }),
  route(api.getMyContract, async (request) =>
    opened(await ownContract(request.actor, request.params.id), request),
  ),
  route(
    api.sendSigningCode,
    async ({ params, actor, services, now }) => {
      await requireRegistered(actor, '签署合同')
      const envelope = await ownContract(actor, params.id)
      const party = partyOf(envelope, actor)
      if (!party?.personId) throw new AppError('NOT_FOUND')
      assertMaySign(envelope, party, now)
      const { phone } = await getPerson(party.personId)
      if (!phone) throw new AppError('UNAUTHENTICATED')
      const sent = await sendSmsCodeTo(services, { phone, purpose: signingPurpose, subjectId: params.id })
      await runCommand(services, actor, (c) =>
        recordEvidence(c, { envelopeId: params.id, kind: 'code-sent', role: party.role }),
      )
      const { resendAfterSeconds, expiresAt } = sent
      return { resendAfterSeconds, expiresAt: expiresAt.toISOString(), phone: maskPhone(phone) }
    },
    { limit: 'sms' },
  ),
  route(api.signMyContract, async (request) => {
    const { params, body, actor, services } = request
    const signature = await readSignature(body.signature)
    await runCommand(services, actor, (c) =>
      signAsWorker(c, { envelopeId: params.id, code: body.code, signature }),
    )
    return presentEnvelope(await ownContract(actor, params.id), request)
  }),
  route(api.declineMyContract, async (request) => {
    const { params, body, actor, services } = request
    await runCommand(services, actor, (c) =>
      declineEnvelope(c, { envelopeId: params.id, reason: body.reason }),
    )
    return presentEnvelope(await ownContract(actor, params.id), request)
  }),
  route(api.listContracts, async (request) => {
    const { services, actor, query } = request
    const { envelopes, total } = await contractsOfOrganisation(services.vault, actor, query)
    return { rows: envelopes.map((envelope) => presentEnvelope(envelope, request)), total }
  }),
  route(api.getContract, async (request) =>
    opened(await organisationContract(request.actor, request.params.id), request),
  ),
  route(api.sealContract, async (request) => {
    const { params, body, actor, services } = request
    const { organisationId } = asMember(actor).membership
    await runCommand(services, actor, async (c) => {
      const envelope = await EnvelopeModel.findById(params.id).session(c.session).lean<Envelope>()
      assertTenant(actor, envelope)
      const digest = envelope._id
      await consumeStepUp(c, { ...body, operation: 'contract.sign', subjectId: digest, digest })
      await signAsOrganisation(c, envelope._id, organisationId)
    })
    return presentEnvelope(await organisationContract(actor, params.id), request)
  }),
  route(api.revokeContract, async (request) => {
    const { params, body, actor, services } = request
    await runCommand(services, actor, (c) =>
      revokeEnvelope(c, { envelopeId: params.id, reason: body.reason }),
    )
    return presentEnvelope(await organisationContract(actor, params.id), request)
  }),
]
