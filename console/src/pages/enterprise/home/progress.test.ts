import { describe, expect, it } from 'vitest'
import { progressOf, type Standing } from './progress'

const nothing: Standing = { engagements: [], subLedgers: [], tasks: [], batches: [] }
const engagement = (state: Standing['engagements'][number]['state']) => ({
  id: 'e1',
  state,
  providerName: '众合',
})
const open = { state: 'open' as const, problem: null, available: 0, frozen: 0 }

describe('The six steps of an enterprise', () => {
  it('begin with choosing a provider', () => {
    const { steps, current, next } = progressOf(nothing)
    expect(steps.map(({ title }) => title)).toEqual([
      '新签服务商',
      '签署合同',
      '开通子账簿',
      '充值',
      '发布任务',
      '发佣',
    ])
    expect(current).toBe(0)
    expect(next).toEqual({ text: '选择服务商', to: '/enterprise/apply' })
  })

  it('offer nothing to do while the provider reviews', () => {
    const { current, next } = progressOf({ ...nothing, engagements: [engagement('applied')] })
    expect(current).toBe(0)
    expect(next).toBeNull()
  })

  it('lead to signing the contract that waits for the enterprise', () => {
    const { current, next } = progressOf({ ...nothing, engagements: [engagement('signing')] })
    expect(current).toBe(1)
    expect(next?.to).toBe('/enterprise/contracts/e1/sign')
  })

  it('lead to opening the sub-ledger again when the bank did not open it', () => {
    const { current, steps, next } = progressOf({
      ...nothing,
      engagements: [engagement('active')],
      subLedgers: [{ ...open, state: 'opening', problem: '户名不符' }],
    })
    expect(current).toBe(2)
    expect(steps[2]?.note).toBe('银行没有开通成功')
    expect(next?.text).toBe('重新开通')
  })

  it('count a sub-ledger as funded also when all of its money is frozen', () => {
    const { current } = progressOf({
      ...nothing,
      engagements: [engagement('active')],
      subLedgers: [{ ...open, frozen: 1 }],
    })
    expect(current).toBe(4)
  })

  it('lead back to the batch that is being made instead of a new one', () => {
    const { next } = progressOf({
      engagements: [engagement('active')],
      subLedgers: [{ ...open, available: 1 }],
      tasks: [{ state: 'in-progress' }],
      batches: [{ id: 'b1', state: 'invalid', confirmedAt: null }],
    })
    expect(next).toEqual({ text: '继续发放', to: '/enterprise/payouts/b1' })
  })

  it('are not all done by a batch that was confirmed and then cancelled', () => {
    const standing: Standing = {
      engagements: [engagement('active')],
      subLedgers: [{ ...open, available: 1 }],
      tasks: [{ state: 'completed' }],
      batches: [{ id: 'b1', state: 'cancelled', confirmedAt: '2026-11-22T02:00:00.000Z' }],
    }
    expect(progressOf(standing).current).toBe(5)
    const paid = {
      ...standing,
      batches: [{ id: 'b2', state: 'finished' as const, confirmedAt: '2026-11-22T03:00:00.000Z' }],
    }
    expect(progressOf(paid)).toMatchObject({ current: 6, next: null })
  })
})
