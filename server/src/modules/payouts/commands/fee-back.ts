import { systemActor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import type { Services } from '../../../services.ts'
import { journal, postEntry } from '../../ledger/public.ts'
import { recordRequest } from '../bank/record-request.ts'
import { linksOf } from '../effects/effect.ts'
import type { FeeBackPayload } from '../effects/pay.ts'
import { BatchModel, type Batch } from '../models/batch.ts'
import { ItemModel, type Item } from '../models/item.ts'

/** Due: 30 minutes after a payment failed, its fee begins to move back. */
export async function startFeeBack(services: Services, { itemId }: FeeBackPayload): Promise<void> {
  await runCommand(services, systemActor('payouts'), async (c) => {
    const item = await ItemModel.findById(itemId).session(c.session).lean<Item>()
    const batch = item && (await BatchModel.findById(item.batchId).session(c.session).lean<Batch>())
    if (item?.state !== 'failed' || !batch?.place) return
    const { place } = batch
    const posted = await postEntry(c, journal.feeDueBack(place, itemId, item.fee, linksOf(item)))
    if (posted !== 'posted') return
    const { enterpriseId, providerId, batchId, number, fee } = item
    await recordRequest(c, {
      kind: 'fee-back',
      series: `S${number}`,
      enterpriseId,
      providerId,
      place,
      batchId,
      itemId,
      amount: fee,
    })
  })
}
