import { cardTail } from '@linggong/shared/rules/mask'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { cardIndexOf, sealCard } from '../card-numbers.ts'
import { CardModel } from '../models/card.ts'

export interface VerifiedCard {
  personId: string
  cardNumber: string
  /** The phone left at the bank. */
  phone: string
  bankName: string
}

/** Keeps a card that was just verified for the person. @throws AppError CARD_EXISTS */
export async function keepCard(c: CommandContext, card: VerifiedCard): Promise<string> {
  const { personId, cardNumber, phone, bankName } = card
  const numberIndex = cardIndexOf(cardNumber)
  if (await CardModel.exists({ personId, numberIndex }).session(c.session)) throw new AppError('CARD_EXISTS')
  const [kept] = await CardModel.create(
    [
      {
        personId,
        number: sealCard('number', cardNumber),
        numberIndex,
        reservedPhone: sealCard('reservedPhone', phone),
        bankName,
        tail: cardTail(cardNumber),
        verifiedAt: c.now,
      },
    ],
    { session: c.session },
  )
  if (!kept) throw new Error('the card was not stored')
  c.audit({
    action: 'card.add',
    subject: { type: 'card', id: kept._id },
    after: { personId, tail: kept.tail },
  })
  return kept._id
}
