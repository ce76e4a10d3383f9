import type { Actor } from '../../../actor.ts'
import { formatYuan } from '@linggong/shared/money'
import { batchMachine } from '@linggong/shared/states/payout'
import type { HydratedDocument } from 'mongoose'
import { runCommand, type CommandContext } from '../../../command.ts'
import { AppError, isDuplicateKey } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { stateConflict, transition } from '../../../states.ts'
import { requireActive } from '../../engagements/public.ts'
import { consumeStepUp } from '../../identity/public.ts'
import { journal, postEntry } from '../../ledger/public.ts'
import { markTasksPaidFrom } from '../../tasks/public.ts'
import { digestOf, sumItems } from '../batch-totals.ts'
import { takeClaims } from '../claims.ts'
import { batchToChange, ownBatch } from '../find-batch.ts'
import { announce } from '../messages.ts'
import { BatchModel, type Batch } from '../models/batch.ts'
import { ClaimModel } from '../models/claim.ts'
import { ItemModel, type Item, type ItemCard } from '../models/item.ts'
import { placeOfEngagement } from '../place-of.ts'
import { transitionItems } from '../transition-items.ts'
import { recheckBatch, type Recheck } from '../validation/recheck.ts'
import { failRecheck } from './fail-recheck.ts'
import { fundDue, type FundPayload } from './start-funding.ts'

export interface Confirmation {
  batchId: string
  digest: string
  stepUpId: string
  code: string
}

async function updateCards(c: CommandContext, cards: ReadonlyMap<string, ItemCard>): Promise<void> {
  if (cards.size === 0) return
  await ItemModel.bulkWrite(
    [...cards].map(([_id, card]) => ({ updateOne: { filter: { _id }, update: { $set: { card } } } })),
    { session: c.session },
  )
}

/**
 * Confirms a ready or scheduled batch in the command's transaction: claims, frozen money, confirmed payments.
 * Writes grow with the payments only as one bulk insert and one update.
 * @throws AppError ENGAGEMENT_NOT_ACTIVE, SUBLEDGER_REQUIRED, BATCH_EMPTY, CLAIM_TAKEN, BALANCE_NOT_ENOUGH,
 *   TASK_NOT_OPEN, STATE_CONFLICT
 */
export async function confirmNow(
  c: CommandContext,
  batch: HydratedDocument<Batch>,
  cards: Recheck['cards'],
): Promise<void> {
  const { _id: batchId } = batch
  await requireActive(batch.engagementId, c.session)
  const place = await placeOfEngagement(batch.engagementId, c.session)
  const { count, commission, fee } = await sumItems(c, batchId, ['ready'])
  if (count === 0) throw new AppError('BATCH_EMPTY')
  if (commission !== batch.commission || fee !== batch.fee) throw new AppError('BATCH_CHANGED')

  const claiming = await ItemModel.find(
    { batchId, state: 'ready', $or: [{ assignmentId: { $ne: null } }, { orderNumber: { $ne: null } }] },
    { assignmentId: 1, orderNumber: 1, enterpriseId: 1 },
  )
    .session(c.session)
    .lean<Pick<Item, '_id' | 'assignmentId' | 'orderNumber' | 'enterpriseId'>[]>()
  await takeClaims(c, batchId, claiming)
  await updateCards(c, cards)
  await markTasksPaidFrom(
    c,
    await ItemModel.distinct('taskId', { batchId, state: 'ready' }).session(c.session),
  )
  await transitionItems(c, { batchId, from: 'ready' }, 'confirm', { text: '企业已确认打款' })
  await postEntry(c, journal.batchConfirmed(place, batchId, commission, fee, batch.number))

  const confirmedBy = c.actor.kind === 'console' ? c.actor.accountId : batch.confirmedBy
  batch.set({ place, confirmedAt: c.now, confirmedBy, problem: null })
  batch.timeline.push({
    at: c.now,
    text: `确认打款 ${count} 笔，佣金 ${formatYuan(commission)}，服务费 ${formatYuan(fee)}，款项已冻结`,
  })
  await transition(BatchModel, batch, batchMachine, 'confirm', c, { after: { count, commission, fee } })
  c.due({ kind: fundDue, key: batchId, dueAt: c.now, payload: { batchId } satisfies FundPayload })
}

/** Uses up the step-up of the person who confirms and tells them that it was done. */
export async function proveConfirmation(
  c: CommandContext,
  batch: Batch,
  { digest, stepUpId, code }: Confirmation,
  operation: string,
): Promise<void> {
  if (digest !== digestOf(batch)) throw new AppError('BATCH_CHANGED')
  await consumeStepUp(c, { stepUpId, code, operation: 'payout.confirm', subjectId: batch._id, digest })
  const total = formatYuan(batch.commission + batch.fee)
  await announce(c, stepUpId, `${operation} ${batch.itemCount} 笔共 ${total}`)
}

/** What must hold before the payments are checked again. @throws AppError STATE_CONFLICT, BATCH_HAS_ERRORS, BATCH_EMPTY, BATCH_CHANGED */
export function assertConfirmable(batch: Batch, digest: string, event: 'confirm' | 'schedule'): void {
  if (batch.state === 'invalid') throw new AppError('BATCH_HAS_ERRORS', { count: batch.errorCount })
  if (batch.state !== 'ready') throw stateConflict(batchMachine, batch.state, event)
  if (batch.itemCount === 0) throw new AppError('BATCH_EMPTY')
  if (digest !== digestOf(batch)) throw new AppError('BATCH_CHANGED')
}

/** Checks all payments again; those that may no longer be made go back to the bad rows. @throws AppError BATCH_HAS_ERRORS */
export async function recheckOrRefuse(services: Services, actor: Actor, batch: Batch): Promise<Recheck> {
  const recheck = await recheckBatch(services, batch)
  const count = recheck.problems.size
  if (count === 0) return recheck
  await failRecheck(services, actor, batch._id, recheck.problems, `确认前复核：${count} 笔未通过`)
  throw new AppError('BATCH_HAS_ERRORS', { count })
}

/** Another batch took the same right meanwhile. */
export function isClaimConflict(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'CLAIM_TAKEN'
  return error instanceof Error && isDuplicateKey(error) && error.message.includes(ClaimModel.collection.name)
}

/**
 * Confirms a batch: what would be paid is checked again, the person proves who they are, commission and fee are
 * frozen. Of two batches that claim the same, one wins; the other learns which payments to remove.
 * @throws AppError NOT_FOUND, STATE_CONFLICT, BATCH_*, STEP_UP_*, SMS_CODE_*, CLAIM_TAKEN, BALANCE_NOT_ENOUGH,
 *   ENGAGEMENT_NOT_ACTIVE
 */
export async function confirmBatch(
  services: Services,
  actor: Actor,
  confirmation: Confirmation,
): Promise<void> {
  const { batchId, digest } = confirmation
  const before = await ownBatch(actor, batchId)
  assertConfirmable(before, digest, 'confirm')
  const { cards } = await recheckOrRefuse(services, actor, before)
  try {
    await runCommand(services, actor, async (c) => {
      const batch = await batchToChange(c, batchId)
      assertConfirmable(batch, digest, 'confirm')
      await proveConfirmation(c, batch, confirmation, '确认打款')
      await confirmNow(c, batch, cards)
    })
  } catch (error) {
    if (!isClaimConflict(error)) throw error
    await recheckOrRefuse(services, actor, before)
    throw new AppError('CLAIM_TAKEN', { count: 1 })
  }
}
