import type { WorkerActor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { getPerson, retryOnDuplicate } from '../../identity/public.ts'
import { cardIndexOf } from '../card-numbers.ts'
import { debitCardBank, verifyFourFactor } from '../four-factor.ts'
import { CardModel } from '../models/card.ts'
import { RegistrationModel, type Registration } from '../models/registration.ts'
import { keepCard } from './keep-card.ts'
import { assertReached } from './load-registration.ts'

/**
 * Adds one more card of the worker's own: debit only, four-factor with the verified identity.
 * @throws AppError REGISTRATION_STEP, CARD_EXISTS, CARD_NOT_DEBIT, CARD_NUMBER_INVALID, FOUR_FACTOR_FAILED,
 *   FOUR_FACTOR_LIMIT
 */
export async function addCard(
  services: Services,
  actor: WorkerActor,
  input: { cardNumber: string; phone: string },
): Promise<string> {
  const registration = await RegistrationModel.findById(actor.accountId).lean<Registration>()
  assertReached(registration?.state ?? 'started', ['agreed', 'card', 'photos', 'done'])
  const personId = registration?.personId
  if (!personId) throw new AppError('REGISTRATION_STEP', { step: '实名认证' })

  const { cardNumber, phone } = input
  if (await CardModel.exists({ personId, numberIndex: cardIndexOf(cardNumber) }))
    throw new AppError('CARD_EXISTS')
  const bankName = await debitCardBank(services, cardNumber)
  const { name, idNumber } = await getPerson(personId)
  await verifyFourFactor(services, { accountId: actor.accountId, name, idNumber, cardNumber, phone })
  const card = { personId, cardNumber, phone, bankName }
  return retryOnDuplicate(() => runCommand(services, actor, (c) => keepCard(c, card)))
}
