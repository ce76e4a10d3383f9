import { describe, expect, it } from 'vitest'
import { assignmentMachine, statesOf } from '@linggong/shared'
import type { TaskDetail } from '../parts/types'
import { fromTask, toTaskBody } from './task-form'

const task: TaskDetail = {
  id: 't1',
  number: 'RW20261122000001',
  state: 'rejected',
  kind: 'standard',
  title: '门店地推',
  engagementId: 'e1',
  enterpriseName: '云速达',
  providerName: '众合',
  from: '2026-11-25',
  to: '2026-12-05',
  place: '深圳市南山区',
  headCount: 12,
  commissionMin: 20_000,
  commissionMax: 45_050,
  counts: Object.fromEntries(statesOf(assignmentMachine).map((state) => [state, 0])) as TaskDetail['counts'],
  createdAt: '2026-11-22T02:00:00.000Z',
  description: '在门店引导顾客扫码',
  category: '地推',
  pictures: [{ id: 'f1', url: '/files/f1', name: '门店.jpg' }],
  rejectReason: '请写清验收标准',
  vouchers: [],
  timeline: [],
}

describe('The form of a task', () => {
  it('submits an unchanged rejected task with the days, amounts and pictures that it had', () => {
    expect(toTaskBody(fromTask(task))).toEqual({
      engagementId: 'e1',
      kind: 'standard',
      title: '门店地推',
      description: '在门店引导顾客扫码',
      category: '地推',
      place: '深圳市南山区',
      headCount: 12,
      from: '2026-11-25',
      to: '2026-12-05',
      commissionMin: 20_000,
      commissionMax: 45_050,
      pictureIds: ['f1'],
    })
  })
})
