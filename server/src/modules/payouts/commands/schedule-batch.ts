import { formatExact } from '@linggong/shared/time'
import { batchMachine } from '@linggong/shared/states/payout'
import { systemActor, type Actor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { transition } from '../../../states.ts'
import { requireActive } from '../../engagements/public.ts'
import { batchToChange, ownBatch } from '../find-batch.ts'
import { BatchModel, type Batch } from '../models/batch.ts'
import { payoutRules } from '../rules.ts'
import { recheckBatch } from '../validation/recheck.ts'
import {
  assertConfirmable,
  confirmNow,
  isClaimConflict,
  proveConfirmation,
  recheckOrRefuse,
  type Confirmation,
} from './confirm-batch.ts'
import { failRecheck } from './fail-recheck.ts'

export const startDue = 'payout.start'

export interface StartPayload {
  batchId: string
  /** ISO time the batch was scheduled for: a row of an earlier schedule does nothing. */
  at: string
}

function assertWithinReach(at: Date, now: Date): void {
  const ahead = at.getTime() - now.getTime()
  if (ahead <= 0) throw new AppError('BAD_REQUEST', { reason: '预约时间须晚于现在' }, 'body.at')
  if (ahead > payoutRules.maxScheduleMs)
    throw new AppError('BAD_REQUEST', { reason: '预约时间须在 30 天内' }, 'body.at')
}

/**
 * Schedules a ready batch: proof now, everything checked again and money frozen at the time.
 * @throws AppError as `confirmBatch`, BAD_REQUEST for a time in the past or too far ahead
 */
export async function scheduleBatch(
  services: Services,
  actor: Actor,
  confirmation: Confirmation & { at: Date },
): Promise<void> {
  const { batchId, digest, at } = confirmation
  assertWithinReach(at, services.clock.now())
  const before = await ownBatch(actor, batchId)
  assertConfirmable(before, digest, 'schedule')
  await recheckOrRefuse(services, actor, before)
  await runCommand(services, actor, async (c) => {
    const batch = await batchToChange(c, batchId)
    assertConfirmable(batch, digest, 'schedule')
    await requireActive(batch.engagementId, c.session)
    await proveConfirmation(c, batch, confirmation, `预约 ${formatExact(at)} 打款`)
    batch.set({ scheduledAt: at, confirmedBy: c.actor.kind === 'console' ? c.actor.accountId : null })
    batch.timeline.push({ at: c.now, text: `预约 ${formatExact(at)} 打款，届时复核并冻结款项` })
    await transition(BatchModel, batch, batchMachine, 'schedule', c, { after: { at } })
    const payload: StartPayload = { batchId, at: at.toISOString() }
    c.due({ kind: startDue, key: `${batchId}:${payload.at}`, dueAt: at, payload })
  })
}

/** Due: the time of a scheduled batch. What no longer holds sends the whole batch back with its reasons. */
export async function startScheduled(services: Services, { batchId, at }: StartPayload): Promise<void> {
  const actor = systemActor('payouts')
  const before = await BatchModel.findById(batchId).lean<Batch>()
  if (before?.state !== 'scheduled' || before.scheduledAt?.toISOString() !== at) return
  const { problems, cards } = await recheckBatch(services, before)
  if (problems.size > 0) {
    await failRecheck(
      services,
      actor,
      batchId,
      problems,
      `预约打款前复核：${problems.size} 笔未通过，没有付款`,
    )
    return
  }
  try {
    await runCommand(services, actor, async (c) => {
      const batch = await batchToChange(c, batchId)
      if (batch.state === 'scheduled') await confirmNow(c, batch, cards)
    })
  } catch (error) {
    if (isClaimConflict(error)) {
      const again = await recheckBatch(services, before)
      await failRecheck(
        services,
        actor,
        batchId,
        again.problems,
        `预约打款前复核：${again.problems.size} 笔未通过，没有付款`,
      )
      return
    }
    if (!(error instanceof AppError)) throw error
    await failRecheck(services, actor, batchId, new Map(), `预约打款没有进行：${error.message}`)
  }
}
