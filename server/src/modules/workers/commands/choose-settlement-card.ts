import { registrationMachine } from '@linggong/shared/states/registration'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { transition } from '../../../states.ts'
import { settlementCardChosen } from '../events.ts'
import { CardModel, type Card } from '../models/card.ts'
import { RegistrationModel } from '../models/registration.ts'
import { assertReached, loadRegistration } from './load-registration.ts'

/**
 * Payments confirmed from now on go to this card; those confirmed before keep theirs. During the registration it
 * is step two.
 * @throws AppError NOT_FOUND, CARD_NOT_USABLE, REGISTRATION_STEP
 */
export async function chooseSettlementCard(c: CommandContext, cardId: string): Promise<void> {
  const registration = await loadRegistration(c)
  assertReached(registration.state, ['agreed', 'card', 'photos', 'done'])
  const { personId } = registration
  const card = personId
    ? await CardModel.findOne({ _id: cardId, personId }).session(c.session).lean<Card>()
    : null
  if (!card || !personId) throw new AppError('NOT_FOUND')
  if (!card.usable) throw new AppError('CARD_NOT_USABLE')

  const before = registration.settlementCardId
  registration.set({ settlementCardId: cardId })
  if (registration.state === 'agreed')
    await transition(RegistrationModel, registration, registrationMachine, 'choose-card', c)
  else await registration.save({ session: c.session })
  if (before === cardId) return
  c.audit({
    action: 'card.choose',
    subject: { type: 'person', id: personId },
    before: { cardId: before },
    after: { cardId },
  })
  c.emit(settlementCardChosen({ personId, cardId }))
}
