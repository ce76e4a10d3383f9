import { describe, expect, it } from 'vitest'
import { batchMachine, itemMachine, statesOf } from '@linggong/shared'
import { batchPollMs, isUnconfirmed, progressText } from './batch-words'

const states = statesOf(itemMachine)
const counts = (some: Partial<Record<(typeof states)[number], number>>) =>
  ({ ...Object.fromEntries(states.map((state) => [state, 0])), ...some }) as Record<
    (typeof states)[number],
    number
  >

describe('A batch on screen', () => {
  it('is followed every 2 s exactly while something moves by itself', () => {
    const followed = statesOf(batchMachine).filter(
      (state) => batchPollMs({ state, counts: counts({}) }) === 2_000,
    )
    expect(followed).toEqual(['validating', 'confirmed', 'funding', 'executing'])
  })

  it('is still followed when it is finished and a payment is paid again or waits for its fee', () => {
    expect(batchPollMs({ state: 'finished', counts: counts({ paid: 3 }) })).toBe(false)
    expect(batchPollMs({ state: 'finished', counts: counts({ reissuing: 1 }) })).toBe(2_000)
    expect(batchPollMs({ state: 'finished', counts: counts({ failed: 1 }) })).toBe(15_000)
    expect(batchPollMs({ state: 'cancelled', counts: counts({ confirmed: 1 }) })).toBe(false)
  })

  it('is being made until it is confirmed, scheduled or given up', () => {
    expect(statesOf(batchMachine).filter(isUnconfirmed)).toEqual(['draft', 'validating', 'invalid', 'ready'])
  })

  it('says in words where its payments stand', () => {
    expect(progressText(counts({ paid: 2, sending: 1, failed: 1, 'settled-back': 1, returned: 1 }))).toBe(
      '成功 2 笔，付款中 1 笔，失败 2 笔，退汇 1 笔',
    )
    expect(progressText(counts({ removed: 4 }))).toBe('–')
  })
})
