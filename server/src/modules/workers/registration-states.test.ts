import {
  agreeAndRegister,
  chooseSettlementCard,
  finishRegistration,
  openCaptureSession,
  verifyIdentity,
} from '@linggong/shared/api/worker-registration'
import { nextState } from '@linggong/shared/states/machine'
import { registrationMachine } from '@linggong/shared/states/registration'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consentsTo, newIdNumber, newPhone } from '../../../test/factories/identity.ts'
import { createWorker, newCardNumber, type RegisteredWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { transition } from '../../states.ts'
import { RegistrationModel, type RegistrationState } from './models/registration.ts'

const states = Object.keys(registrationMachine.labels) as RegistrationState[]
const events = Object.keys(
  registrationMachine.transitions,
) as (keyof typeof registrationMachine.transitions)[]

let server: TestServer
let worker: RegisteredWorker
beforeAll(async () => {
  server = await startTestServer()
  worker = await createWorker(server)
})
afterAll(() => server.stop())

async function put(state: RegistrationState): Promise<void> {
  await RegistrationModel.collection.updateOne({ _id: worker.accountId as never }, { $set: { state } })
}

async function current(): Promise<string | undefined> {
  return (await RegistrationModel.findById(worker.accountId).lean())?.state
}

describe('every registration state and event', () => {
  for (const state of states) {
    for (const event of events) {
      const to = nextState(registrationMachine, state, event)
      it(`${state}: ${event} ${to ? `leads to ${to}` : 'is refused'}`, async () => {
        await put(state)
        const run = runCommand(server.services, systemActor('test'), async (c) => {
          const registration = await RegistrationModel.findById(worker.accountId).session(c.session)
          if (registration) await transition(RegistrationModel, registration, registrationMachine, event, c)
        })
        if (to) await run
        else await expect(run).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
        expect(await current()).toBe(to ?? state)
      })
    }
  }
})

describe('the steps are taken in their order', () => {
  const identity = { name: '方圆', idNumber: newIdNumber(), cardNumber: newCardNumber(), phone: newPhone() }
  const steps = {
    identity: { after: [], call: () => server.call(verifyIdentity, { body: identity }, worker) },
    agree: {
      after: ['started', 'identified'],
      call: () =>
        server.call(
          agreeAndRegister,
          { body: { consents: consentsTo('registration', 'payment', 'tax') } },
          worker,
        ),
    },
    card: {
      after: ['agreed', 'card', 'photos', 'done'],
      call: () => server.call(chooseSettlementCard, { params: { id: worker.cardId } }, worker),
    },
    photos: { after: ['card', 'photos', 'done'], call: () => server.call(openCaptureSession, {}, worker) },
    finish: {
      after: [],
      call: () => server.call(finishRegistration, { body: { captureSessionId: 'none' } }, worker),
    },
  } as const

  for (const [name, { after, call }] of Object.entries(steps)) {
    for (const state of states) {
      const allowed = (after as readonly string[]).includes(state)
      it(`${name} ${allowed ? 'is possible' : 'is refused'} when the registration is ${state}`, async () => {
        await put(state)
        const status = await call().then(
          () => 200,
          (error: { status: number }) => error.status,
        )
        expect(allowed ? [200] : [404, 409]).toContain(status)
        if (!allowed) expect(await current()).toBe(state)
      })
    }
  }
})
