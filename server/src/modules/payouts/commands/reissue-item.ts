import { cardTail } from '@linggong/shared/rules/mask'
import { formatYuan } from '@linggong/shared/money'
import { itemMachine } from '@linggong/shared/states/payout'
import type { HydratedDocument } from 'mongoose'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { transition } from '../../../states.ts'
import { consumeStepUp } from '../../identity/public.ts'
import { journal, postEntry } from '../../ledger/public.ts'
import { cardOfPerson, settlementCardOf } from '../../workers/public.ts'
import { recordRequest } from '../bank/record-request.ts'
import { amountsOf, linksOf, note } from '../effects/effect.ts'
import { assertAllows, itemToChange } from '../find-batch.ts'
import { announce, tellWorker } from '../messages.ts'
import { BatchModel, type Batch } from '../models/batch.ts'
import { ItemModel, type Item } from '../models/item.ts'
import { requestId } from '../numbers.ts'
import { sealCard } from '../seal-item.ts'
import type { Card } from '../validation/facts.ts'
import { attemptOf } from './record-attempts.ts'

export interface Reissue {
  itemId: string
  stepUpId: string
  code: string
  /** One of the worker's verified cards; without it the present settlement card. */
  cardNumber?: string | undefined
}

/** The card to pay to. @throws AppError CARD_NOT_USABLE */
async function cardFor(c: CommandContext, item: Item, cardNumber: string | undefined): Promise<Card> {
  const card = cardNumber
    ? await cardOfPerson({ personId: item.personId, cardNumber }, c.session)
    : await settlementCardOf(item.personId, c.session)
  if (!card?.usable)
    throw new AppError('CARD_NOT_USABLE', undefined, cardNumber ? 'body.cardNumber' : undefined)
  return card
}

export async function batchOfItem(
  c: CommandContext,
  item: HydratedDocument<Item>,
): Promise<Batch & { place: NonNullable<Batch['place']> }> {
  const batch = await BatchModel.findById(item.batchId).session(c.session).lean<Batch>()
  if (!batch?.place) throw new Error(`item ${item._id} has no place`)
  return { ...batch, place: batch.place }
}

/**
 * Pays a returned payment again, under a new attempt. The step-up is bound to the payment's number.
 * @throws AppError NOT_FOUND, STATE_CONFLICT, STEP_UP_*, SMS_CODE_*, CARD_NOT_USABLE
 */
export async function reissueItem(
  c: CommandContext,
  { itemId, stepUpId, code, cardNumber }: Reissue,
): Promise<void> {
  const item = await itemToChange(c, itemId)
  assertAllows(item, 'reissue')
  const { place, enterpriseName } = await batchOfItem(c, item)
  const card = await cardFor(c, item, cardNumber)
  const attempt = item.attempts + 1
  item.set({ card: sealCard(c.services.vault, card), attempts: attempt, problem: null, sentAt: c.now })
  const tail = cardTail(card.cardNumber)
  note(c, item, `补发到尾号 ${tail} 的银行卡，已提交银行`, `企业已补发，正在转入尾号 ${tail} 的银行卡`)
  await transition(ItemModel, item, itemMachine, 'reissue', c, { after: { attempt } })
  await consumeStepUp(c, {
    stepUpId,
    code,
    operation: 'payout.reissue',
    subjectId: itemId,
    digest: item.number,
  })
  await announce(c, stepUpId, `补发佣金 ${formatYuan(item.amount)}`)

  const id = requestId(item.number, attempt)
  await postEntry(c, journal.reissueRecorded(place, id, amountsOf(item), linksOf(item)))
  await recordRequest(c, attemptOf(c, item.toObject(), place, 'reissue', attempt))
  await tellWorker(c, item, 'payout-sent', id, {
    enterprise: enterpriseName,
    amount: formatYuan(item.amount - item.tax),
  })
}
