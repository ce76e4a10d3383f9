import { batchMachine } from '@linggong/shared/states/payout'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { dispatchSoon } from '../effects/funding.ts'
import { batchToChange } from '../find-batch.ts'
import { BatchModel } from '../models/batch.ts'

/** Stops sending; payments already with the bank go on. @throws AppError NOT_FOUND, STATE_CONFLICT */
export async function pauseBatch(c: CommandContext, batchId: string): Promise<void> {
  const batch = await batchToChange(c, batchId)
  batch.timeline.push({ at: c.now, text: '暂停付款，已提交银行的付款会继续' })
  await transition(BatchModel, batch, batchMachine, 'pause', c)
}

/** Goes on sending. @throws AppError NOT_FOUND, STATE_CONFLICT */
export async function resumeBatch(c: CommandContext, batchId: string): Promise<void> {
  const batch = await batchToChange(c, batchId)
  batch.timeline.push({ at: c.now, text: '继续付款' })
  await transition(BatchModel, batch, batchMachine, 'resume', c)
  dispatchSoon(c, batchId, `resumed:${c.now.getTime()}`)
}
