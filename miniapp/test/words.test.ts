import { assignmentMachine, statesOf } from '@linggong/shared'
import { describe, expect, test } from 'vitest'
import { contractAdvice } from '@/domain/contract-words'
import { reasonOf } from '@/domain/reject-reasons'
import { sceneAdvice } from '@/domain/scene-advice'
import { taskAdvice } from '@/domain/task-advice'
import { cardText, commissionText, groupedCardNumber, monthText } from '@/domain/words'

describe('amounts, cards and months as a worker reads them', () => {
  test('a fixed commission is one amount, a range two', () => {
    expect(commissionText(20_000, 20_000)).toBe('￥200.00')
    expect(commissionText(18_050, 1_234_567)).toBe('￥180.50 至 ￥12,345.67')
  })
  test('a card is its bank and its last four digits', () => {
    expect(cardText({ bankName: '工商银行', tail: '0215' })).toBe('工商银行（尾号 0215）')
  })
  test('a card number is grouped as on the card, whatever is typed', () => {
    expect(groupedCardNumber('6222 02020-0112230215')).toBe('6222 0202 0011 2230 215')
    expect(groupedCardNumber('62220')).toBe('6222 0')
  })
  test('a month is written out', () => {
    expect(monthText('2026-03')).toBe('2026年3月')
  })
})

const task = {
  id: 'a1',
  state: 'assigned' as const,
  title: '周末推广',
  enterpriseName: '晨光食品有限公司',
  providerName: '诚薪服务有限公司',
  commissionMin: 1,
  commissionMax: 1,
  from: '2026-11-24',
  to: '2026-11-28',
  place: '深圳',
  description: '',
  category: '',
  pictures: [],
  contract: { needed: true, envelopeId: null, providerId: 'p1' },
  rejectReason: null,
  deliverables: [],
  deliverableNote: '',
  timeline: [],
}

describe('what a task page says', () => {
  test('without a contract it names the provider and the way back', () => {
    expect(taskAdvice(task, false)?.text).toContain('先和诚薪服务有限公司签一份合同')
  })
  test('after signing it says who has to act now', () => {
    expect(taskAdvice(task, true)?.text).toContain('您已签名，等诚薪服务有限公司盖章')
  })
  test('with a contract there is nothing to explain before accepting', () => {
    expect(taskAdvice({ ...task, contract: { ...task.contract, needed: false } }, false)).toBeNull()
  })
  test('no state is shown with a code or an exclamation mark', () => {
    for (const state of statesOf(assignmentMachine)) {
      const advice = taskAdvice({ ...task, state }, false)
      expect(advice?.text ?? '').not.toMatch(/[!！]|[A-Z_]{3,}/)
    }
  })
})

describe('a scanned code that is not mine', () => {
  const scene = {
    kind: 'task' as const,
    assignmentId: null,
    title: '周末推广',
    enterpriseName: '晨光食品有限公司',
    taskKind: 'standard' as const,
  }
  test('says whom to ask', () => {
    expect(sceneAdvice(scene)).toContain('联系晨光食品有限公司')
  })
  test('of a quick task says that it needs no accepting', () => {
    expect(sceneAdvice({ ...scene, taskKind: 'quick' })).toContain('不需要接受')
  })
})

test('a reason for refusing joins the chips and the free text', () => {
  expect(reasonOf(['地点太远', '身体不适'], ' 下周可以 ')).toBe('地点太远；身体不适；下周可以')
  expect(reasonOf([], '  ')).toBe('')
})

test('a contract signed by the worker waits for the provider by name', () => {
  const parties = [
    { name: '张伟', role: 'worker' as const, signedAt: '2026-11-22T00:00:00.000Z' },
    { name: '诚薪服务有限公司', role: 'provider' as const, signedAt: null },
  ]
  expect(contractAdvice({ state: 'part-signed', mine: false, parties })).toBe(
    '您已签名，等诚薪服务有限公司盖章。',
  )
  expect(contractAdvice({ state: 'sent', mine: true, parties })).toBeNull()
})
