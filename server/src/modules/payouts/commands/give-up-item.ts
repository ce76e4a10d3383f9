import { formatYuan } from '@linggong/shared/money'
import { itemMachine } from '@linggong/shared/states/payout'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { consumeStepUp } from '../../identity/public.ts'
import { journal, postEntry } from '../../ledger/public.ts'
import { recordRequest } from '../bank/record-request.ts'
import { amountsOf, linksOf, note } from '../effects/effect.ts'
import { assertAllows, itemToChange } from '../find-batch.ts'
import { announce } from '../messages.ts'
import { ItemModel } from '../models/item.ts'
import { batchOfItem } from './reissue-item.ts'

/**
 * Gives up paying a returned payment again: commission, fee and tax go back to the enterprise's sub-ledger.
 * The step-up is bound to the payment's number.
 * @throws AppError NOT_FOUND, STATE_CONFLICT, STEP_UP_*, SMS_CODE_*
 */
export async function giveUpItem(
  c: CommandContext,
  input: { itemId: string; stepUpId: string; code: string },
): Promise<void> {
  const { itemId, stepUpId, code } = input
  const item = await itemToChange(c, itemId)
  assertAllows(item, 'give-up')
  const { place } = await batchOfItem(c, item)
  note(c, item, '已放弃补发，佣金与服务费正在退回子账簿', '企业不再补发，款项已退回企业')
  await transition(ItemModel, item, itemMachine, 'give-up', c)
  await consumeStepUp(c, {
    stepUpId,
    code,
    operation: 'payout.give-up',
    subjectId: itemId,
    digest: item.number,
  })
  await announce(c, stepUpId, `放弃补发 ${formatYuan(item.amount)}`)
  await postEntry(c, journal.givenUp(place, amountsOf(item), linksOf(item)))
  const { enterpriseId, providerId, batchId, number } = item
  await recordRequest(c, {
    kind: 'give-up-back',
    series: `G${number}`,
    enterpriseId,
    providerId,
    place,
    batchId,
    itemId,
    amount: item.amount + item.fee,
  })
}
