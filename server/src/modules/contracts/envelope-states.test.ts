import { envelopeMachine } from '@linggong/shared/states/contract'
import { nextState, statesOf, type EventOf, type StateOf } from '@linggong/shared/states/machine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createContractToSign } from '../../../test/factories/contracts.ts'
import { createProvider, type ProviderAccount } from '../../../test/factories/providers.ts'
import { createWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { asMember, systemActor, type Actor } from '../../actor.ts'
import { runCommand, type CommandContext } from '../../command.ts'
import { sendSmsCodeTo } from '../identity/public.ts'
import { smsCodeOn } from '../../../test/factories/identity.ts'
import { completeEnvelope } from './commands/complete-envelope.ts'
import { declineEnvelope, passDeadline, revokeEnvelope } from './commands/end-envelope.ts'
import { sendEnvelope } from './commands/send-envelope.ts'
import { signAsOrganisation } from './commands/sign-as-organisation.ts'
import { signAsWorker, signingPurpose } from './commands/sign-as-worker.ts'
import { EnvelopeModel, type Envelope } from './models.ts'

type State = StateOf<typeof envelopeMachine>
type Event = EventOf<typeof envelopeMachine>

let server: TestServer
let provider: ProviderAccount
let worker: Awaited<ReturnType<typeof createWorker>>
let envelopeId: string
let sent: Envelope

beforeAll(async () => {
  server = await startTestServer()
  provider = await createProvider(server)
  worker = await createWorker(server)
  envelopeId = await createContractToSign(server, worker, provider)
  sent = (await EnvelopeModel.findById(envelopeId).lean<Envelope>()) as Envelope
})
afterAll(() => server.stop())

const picture = { content: Buffer.from('png'), width: 10, height: 10 }

/** Puts the contract into a state as the way there leaves it: the worker has signed in part-signed and after. */
async function putInto(state: State, { allSigned = false } = {}): Promise<void> {
  const signature = { manner: 'seal', at: server.services.clock.now(), documentHash: 'f', imageFileId: null }
  const parties = sent.parties.map((party, index) => ({
    ...party,
    signature:
      allSigned || (index === 0 && state === 'part-signed') || state === 'completed' ? signature : null,
  }))
  const open = state === 'draft' || state === 'sent' || state === 'part-signed'
  await EnvelopeModel.collection.updateOne(
    { _id: envelopeId as never },
    { $set: { state, parties, open, deadlineAt: sent.deadlineAt } },
  )
}

async function stateNow(): Promise<State> {
  return ((await EnvelopeModel.findById(envelopeId).lean<Envelope>()) as Envelope).state
}

const workerActor = (): Actor => ({
  kind: 'worker',
  accountId: worker.accountId,
  personId: worker.personId,
  sessionId: 'test',
})
const providerActor = (): Actor => ({
  kind: 'console',
  accountId: provider.accountId,
  sessionId: 'test',
  membership: { organisationId: provider.organisationId, kind: 'provider', memberId: 'm', permissions: [] },
})

const run = (actor: Actor, command: (c: CommandContext) => Promise<void>): Promise<void> =>
  runCommand(server.services, actor, command)

/** The one command of each event. */
const commands: Record<Event, (from: State) => Promise<void>> = {
  send: () =>
    run(systemActor('test'), (c) =>
      sendEnvelope(c, {
        envelopeId,
        made: { content: Buffer.from('pdf'), pictures: [picture], fields: [], summary: [] },
      }),
    ),
  'sign-part': async (from) => {
    if (from === 'part-signed') {
      const { organisationId } = asMember(providerActor()).membership
      return run(providerActor(), (c) => signAsOrganisation(c, envelopeId, organisationId))
    }
    await server.clock.advance(61_000)
    const phone = worker.phone
    await sendSmsCodeTo(server.services, { phone, purpose: signingPurpose, subjectId: envelopeId })
    const code = smsCodeOn(server, phone)
    return run(workerActor(), (c) => signAsWorker(c, { envelopeId, code, signature: Buffer.from('png') }))
  },
  complete: async (from) => {
    await putInto(from, { allSigned: true })
    return run(systemActor('test'), (c) =>
      completeEnvelope(c, {
        envelopeId,
        result: { content: Buffer.from('pdf'), pictures: [picture], firstChanged: 0 },
      }),
    )
  },
  decline: () => run(workerActor(), (c) => declineEnvelope(c, { envelopeId, reason: '不同意' })),
  expire: () => run(systemActor('test'), (c) => passDeadline(c, { envelopeId })),
  revoke: () => run(providerActor(), (c) => revokeEnvelope(c, { envelopeId, reason: '内容有误' })),
}

/** A part-signed contract of a worker and a provider waits for the provider: the worker has no more say. */
const refusedByTurn = new Set(['decline from part-signed'])
/** A draft has no file to sign or to expire; at its deadline it is taken back. */
const otherwise: Partial<Record<string, State>> = { 'expire from draft': 'revoked' }

const cases = (Object.keys(envelopeMachine.transitions) as Event[]).flatMap((event) =>
  statesOf(envelopeMachine).map((from) => ({ event, from, to: nextState(envelopeMachine, from, event) })),
)

describe('states of a contract', () => {
  it.each(cases.filter(({ to }) => to !== null))(
    '$event leads from $from to $to',
    async ({ event, from, to }) => {
      await putInto(from)
      const key = `${event} from ${from}`
      if (refusedByTurn.has(key)) {
        await expect(commands[event](from)).rejects.toMatchObject({ code: 'ENVELOPE_CLOSED' })
        expect(await stateNow()).toBe(from)
        return
      }
      await commands[event](from)
      expect(await stateNow()).toBe(to)
    },
  )

  it.each(cases.filter(({ to }) => to === null))(
    '$event changes nothing in $from',
    async ({ event, from }) => {
      await putInto(from)
      await commands[event](from).catch((error: unknown) => {
        expect(error).toMatchObject({ code: expect.stringMatching(/^(STATE_CONFLICT|ENVELOPE_CLOSED)$/) })
      })
      expect(await stateNow()).toBe(otherwise[`${event} from ${from}`] ?? from)
    },
  )
})
