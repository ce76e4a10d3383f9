import { registrationMachine } from '@linggong/shared/states/registration'
import { residentIdProblem } from '@linggong/shared/rules/resident-id'
import type { WorkerActor } from '../../../actor.ts'
import { runCommand, type CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { stateConflict, transition } from '../../../states.ts'
import { registerIdentity, retryOnDuplicate } from '../../identity/public.ts'
import { debitCardBank, verifyFourFactor } from '../four-factor.ts'
import { RegistrationModel, type Registration } from '../models/registration.ts'
import { keepCard } from './keep-card.ts'
import { beginRegistration, loadRegistration } from './load-registration.ts'

export interface IdentityForm {
  name: string
  idNumber: string
  cardNumber: string
  phone: string
}

/** @throws AppError STATE_CONFLICT when the account has an identity already */
async function assertNotIdentified(actor: WorkerActor): Promise<void> {
  const registration = await RegistrationModel.findById(actor.accountId).lean<Registration>()
  const state = registration?.state ?? 'started'
  if (state !== 'started' || actor.personId) {
    throw stateConflict(registrationMachine, state === 'started' ? 'identified' : state, 'identify')
  }
}

async function applyIdentity(
  c: CommandContext,
  accountId: string,
  form: IdentityForm,
  bankName: string,
): Promise<void> {
  const { name, idNumber, cardNumber, phone } = form
  const registration = await loadRegistration(c)
  const personId = await registerIdentity(c, { accountId, name, idNumber })
  await keepCard(c, { personId, cardNumber, phone, bankName })
  registration.set({ personId })
  await transition(RegistrationModel, registration, registrationMachine, 'identify', c)
}

/**
 * Step one of the registration: what the form can tell is checked first, then the card's kind, then the four
 * factors with the bank; what the bank confirmed is applied by a command that checks again.
 * @throws AppError ID_NUMBER_INVALID, ID_NUMBER_UNDERAGE, STATE_CONFLICT, CARD_NOT_DEBIT, CARD_NUMBER_INVALID,
 *   FOUR_FACTOR_FAILED, FOUR_FACTOR_LIMIT, IDENTITY_TAKEN
 */
export async function verifyIdentity(
  services: Services,
  actor: WorkerActor,
  form: IdentityForm,
): Promise<void> {
  const problem = residentIdProblem(form.idNumber, services.clock.now())
  if (problem) throw new AppError(problem, undefined, 'body.idNumber')
  await assertNotIdentified(actor)
  const bankName = await debitCardBank(services, form.cardNumber)
  await verifyFourFactor(services, { accountId: actor.accountId, ...form })
  await beginRegistration(actor.accountId)
  await retryOnDuplicate(() =>
    runCommand(services, actor, (c) => applyIdentity(c, actor.accountId, form, bankName)),
  )
}
