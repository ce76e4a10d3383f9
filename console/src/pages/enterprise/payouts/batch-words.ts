import { itemMachine, type StateOf } from '@linggong/shared'
import type { Batch } from '../parts/types'

type BatchState = Batch['state']
type ItemState = StateOf<typeof itemMachine>

const unconfirmed: readonly BatchState[] = ['draft', 'validating', 'invalid', 'ready']

/** Whether the batch is still being made: file, checks, confirmation. */
export function isUnconfirmed(state: BatchState): boolean {
  return unconfirmed.includes(state)
}

const moving: readonly BatchState[] = ['validating', 'confirmed', 'funding', 'executing']
const movingItems: readonly ItemState[] = ['confirmed', 'sending', 'reissuing']

/** Whether a payment changes by itself within seconds. */
export function isMovingItem(state: ItemState): boolean {
  return movingItems.includes(state)
}

const fastMs = 2_000
const slowMs = 15_000

/**
 * ms between reads of a batch: 2 s while something moves by itself, 15 s while something waits for its time
 * (a schedule, the fee of a failed payment), false when it rests.
 */
export function batchPollMs(batch: Pick<Batch, 'state' | 'counts'> | undefined): number | false {
  if (!batch) return false
  const { state, counts } = batch
  if (moving.includes(state)) return fastMs
  if (state === 'scheduled') return slowMs
  if (state === 'cancelled' || state === 'discarded') return false
  if (movingItems.some((item) => counts[item] > 0)) return fastMs
  return counts.failed > 0 ? slowMs : false
}

/** What leaves the account for a batch: commission and fee, fen. */
export function batchTotal(batch: Pick<Batch, 'commission' | 'fee'>): number {
  return batch.commission + batch.fee
}

/** "成功 2 笔，退回 1 笔": where the payments of a confirmed batch stand, in words. */
export function progressText(counts: Batch['counts']): string {
  const back = counts.failed + counts['settled-back']
  const returned = counts.returned + counts['given-up']
  const going = counts.confirmed + counts.sending + counts.reissuing
  const parts = [
    [counts.paid, '成功'],
    [going, '付款中'],
    [counts.blocked, '拦截'],
    [back, '失败'],
    [returned, '退汇'],
  ] as const
  const words = parts.filter(([count]) => count > 0).map(([count, word]) => `${word} ${count} 笔`)
  return words.length > 0 ? words.join('，') : '–'
}
