import { describe, expect, it } from 'vitest'
import { assignmentMachine, itemMachine } from '@linggong/shared'
import { toDosOf, type WaitingFor } from './to-dos'

const now = new Date('2026-11-22T02:00:00.000Z')
const zeros = <State extends string>(labels: Record<State, string>) =>
  Object.fromEntries(Object.keys(labels).map((state) => [state, 0])) as Record<State, number>
const none = zeros(itemMachine.labels)
const nobody = zeros(assignmentMachine.labels)
const nothing: WaitingFor = {
  engagements: [],
  subLedgers: [],
  tasks: [],
  batches: [],
  returned: [],
  options: [],
}
const engagement = { id: 'e1', state: 'active' as const, providerName: '众合', termTo: '2027-11-21' }
const subLedger = { engagementId: 'e1', state: 'open' as const, problem: null, providerName: '众合' }

describe('What waits for an enterprise', () => {
  it('is nothing when everything runs', () => {
    const waiting: WaitingFor = {
      ...nothing,
      engagements: [engagement],
      subLedgers: [subLedger],
      tasks: [{ id: 't1', state: 'in-progress', title: '配送', counts: nobody }],
      batches: [{ id: 'b1', state: 'finished', number: 'FY1', counts: { ...none, paid: 3 } }],
      returned: [{ state: 'reissuing' }],
      options: [{ providerName: '众合', daysToCutoff: 6 }],
    }
    expect(toDosOf(waiting, now)).toEqual([])
  })

  it('puts money and deadlines before the rest', () => {
    const waiting: WaitingFor = {
      ...nothing,
      tasks: [{ id: 't1', state: 'rejected', title: '配送', counts: nobody }],
      batches: [{ id: 'b1', state: 'ready', number: 'FY1', counts: none }],
      returned: [{ state: 'returned' }, { state: 'returned' }, { state: 'reissuing' }],
    }
    expect(toDosOf(waiting, now).map(({ text, urgent }) => [text, urgent])).toEqual([
      ['2 笔付款被退汇，等待补发或放弃', true],
      ['批次 FY1 等待确认打款', true],
      ['任务“配送”被驳回，请修改后重新提交', false],
    ])
  })

  it('warns of a contract that ends within 30 days and of an invoice cut-off within 5', () => {
    const ending = { ...engagement, termTo: '2026-12-10' }
    const texts = (waiting: WaitingFor) => toDosOf(waiting, now).map(({ text }) => text)
    expect(texts({ ...nothing, engagements: [ending], subLedgers: [subLedger] })).toEqual([
      '与众合的合同还有 18 天到期',
    ])
    const options = (daysToCutoff: number) => ({
      ...nothing,
      options: [{ providerName: '众合', daysToCutoff }],
    })
    expect(texts(options(5))).toEqual(['众合：还有 5 天开票截止'])
    expect(texts(options(0))).toEqual(['众合：今天开票截止'])
    expect(texts(options(-1))).toEqual([])
  })

  it('names a blocked payment and an active contract without a sub-ledger', () => {
    const waiting: WaitingFor = {
      ...nothing,
      engagements: [engagement],
      batches: [{ id: 'b1', state: 'executing', number: 'FY1', counts: { ...none, blocked: 2 } }],
    }
    expect(toDosOf(waiting, now).map(({ to }) => to)).toEqual([
      '/enterprise/payouts/b1',
      '/enterprise/account',
    ])
  })
})
