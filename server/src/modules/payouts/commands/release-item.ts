import { batchMachine, itemMachine } from '@linggong/shared/states/payout'
import { runCommand } from '../../../command.ts'
import type { Actor } from '../../../actor.ts'
import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { transition } from '../../../states.ts'
import { assertTenant } from '../../../tenancy.ts'
import { recordRequest } from '../bank/record-request.ts'
import { note } from '../effects/effect.ts'
import { assertAllows, batchToChange, itemToChange } from '../find-batch.ts'
import { BankRequestModel, type BankRequest } from '../models/bank-request.ts'
import { ItemModel, type Item } from '../models/item.ts'
import { checkReceiver } from '../validation/check-payment.ts'
import { currentFacts } from '../validation/facts.ts'

/**
 * Releases a blocked payment when what blocked it is put right: its own money moves, then it is paid.
 * @throws AppError NOT_FOUND, STATE_CONFLICT, FILE_CONTENT with the reason while it still may not be paid
 */
export async function releaseItem(services: Services, actor: Actor, itemId: string): Promise<void> {
  const before = await ItemModel.findById(itemId).lean<Item>()
  assertTenant(actor, before)
  assertAllows(before, 'release')
  const facts = currentFacts({ providerId: before.providerId, at: services.clock.now() })
  const receiver = await checkReceiver(facts, before.personId)
  if ('problem' in receiver) throw new AppError('FILE_CONTENT', { reason: receiver.problem })

  await runCommand(services, actor, async (c) => {
    const item = await itemToChange(c, itemId)
    const batch = await batchToChange(c, item.batchId)
    if (batch.state !== 'executing' && batch.state !== 'paused') {
      throw new AppError('STATE_CONFLICT', {
        state: batchMachine.labels[batch.state],
        action: '放行其中的付款',
      })
    }
    if (!batch.place) throw new Error(`batch ${batch._id} has no place`)
    item.set({ ownFunding: 'moving', problem: null })
    note(c, item, '已放行，正在划款')
    await transition(ItemModel, item, itemMachine, 'release', c)
    const series = `C${item.number}`
    const last = await BankRequestModel.findOne({ series })
      .sort({ attempt: -1 })
      .session(c.session)
      .lean<BankRequest>()
    await recordRequest(c, {
      kind: 'fund-commission',
      series,
      attempt: (last?.attempt ?? 0) + 1,
      enterpriseId: batch.enterpriseId,
      providerId: batch.providerId,
      place: batch.place,
      batchId: batch._id,
      itemId,
      amount: item.amount,
    })
  })
}
