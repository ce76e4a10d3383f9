import { registrationMachine } from '@linggong/shared/states/registration'
import { makeCard } from '@linggong/sandbox'
import { publicId } from '../../src/ids.ts'
import { systemActor, type WorkerActor } from '../../src/actor.ts'
import { runCommand } from '../../src/command.ts'
import { agreementOf } from '../../src/modules/identity/public.ts'
import { agree, registrationAgreements } from '../../src/modules/workers/commands/agree.ts'
import { chooseSettlementCard } from '../../src/modules/workers/commands/choose-settlement-card.ts'
import { keepCard } from '../../src/modules/workers/commands/keep-card.ts'
import { beginRegistration } from '../../src/modules/workers/commands/load-registration.ts'
import { workerRegistered } from '../../src/modules/workers/events.ts'
import { RegistrationModel } from '../../src/modules/workers/models/registration.ts'
import { transition } from '../../src/states.ts'
import type { TestServer } from '../harness.ts'
import { createIdentifiedWorker, nextSerial, type IdentifiedWorker } from './identity.ts'

export interface RegisteredWorker extends IdentifiedWorker {
  cardId: string
  cardNumber: string
}

/** A debit card; `outcome` is a code of the sandbox's table (what happens with payments to it). */
export function newCardNumber(outcome = '000'): string {
  return makeCard('622202', outcome, 500_000 + nextSerial())
}

/** A worker who agreed to everything and chose a settlement card; `registered: false` leaves the photos out. */
export async function createWorker(
  server: TestServer,
  input: {
    phone?: string
    name?: string
    idNumber?: string
    cardNumber?: string
    /** Decides what happens with payments to the card. */
    cardOutcome?: string
    registered?: boolean
  } = {},
): Promise<RegisteredWorker> {
  const { services } = server
  const worker = await createIdentifiedWorker(server, input)
  const { accountId, personId } = worker
  const cardNumber = input.cardNumber ?? newCardNumber(input.cardOutcome)
  const actor: WorkerActor = { kind: 'worker', accountId, personId, sessionId: 'factory' }
  const consents = registrationAgreements.map((code) => ({ code, version: agreementOf(code).version }))

  await beginRegistration(accountId)
  const cardId = await runCommand(services, actor, async (c) => {
    await agree(c, consents)
    const id = await keepCard(c, { personId, cardNumber, phone: worker.phone, bankName: '工商银行' })
    await chooseSettlementCard(c, id)
    return id
  })
  if (input.registered !== false) await finish(server, worker)
  return { ...worker, cardId, cardNumber }
}

/** Ends the registration as if both photos had been taken. */
async function finish(server: TestServer, { accountId, personId }: IdentifiedWorker): Promise<void> {
  await runCommand(server.services, systemActor('factory'), async (c) => {
    const registration = await RegistrationModel.findById(accountId).session(c.session)
    if (!registration) throw new Error('the registration was not begun')
    registration.set({
      doneAt: c.now,
      idCard: {
        captureSessionId: publicId(),
        frontFileId: publicId(),
        backFileId: publicId(),
        validTo: null,
      },
    })
    await transition(RegistrationModel, registration, registrationMachine, 'take-photos', c)
    await transition(RegistrationModel, registration, registrationMachine, 'finish', c)
    c.emit(workerRegistered({ personId, accountId }))
  })
}
