import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { itemMachine, statesOf } from '@linggong/shared'
import { SessionContext, type Session } from '@/shared/session'
import { pretendServer, refusal, show, type Sent } from '@/shared/testing'
import type { BatchDetail } from '../parts/types'
import { ConfirmButtons } from './confirm-buttons'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const batch: BatchDetail = {
  id: 'b1',
  number: 'FY20261122000001',
  state: 'ready',
  engagementId: 'e1',
  enterpriseName: '云速达同城配送有限公司',
  providerName: '众合灵工科技服务有限公司',
  feeRate: 1000,
  notifyWorkers: true,
  fileName: '明细.xlsx',
  itemCount: 3,
  errorCount: 0,
  checked: 3,
  rowCount: 3,
  commission: 1_118_182,
  fee: 111_818,
  tax: 0,
  counts: {
    ...Object.fromEntries(statesOf(itemMachine).map((state) => [state, 0])),
    ready: 3,
  } as BatchDetail['counts'],
  problem: null,
  createdAt: '2026-11-22T02:00:00.000Z',
  scheduledAt: null,
  confirmedAt: null,
  finishedAt: null,
  available: 2_000_000,
  digest: 'd1',
  timeline: [],
}

function showFor(permissions: string[]) {
  const session: Session = {
    accountId: 'a1',
    phone: '138****0003',
    name: null,
    mustChangePassword: false,
    organisation: { id: 'o1', kind: 'enterprise', name: '云速达同城配送有限公司', permissions },
    memberships: [],
  }
  show(
    <SessionContext.Provider value={session}>
      <ConfirmButtons batch={batch} disabled={false} />
    </SessionContext.Provider>,
  )
}

const started = {
  status: 200,
  json: {
    stepUpId: 's1',
    phone: '138****0003',
    resendAfterSeconds: 60,
    expiresAt: '2026-11-22T02:05:00.000Z',
  },
}

async function prove() {
  fireEvent.click(screen.getByRole('button', { name: '确认打款' }))
  fireEvent.click(await screen.findByRole('button', { name: '获取验证码' }))
  await screen.findByText(/已发送到/)
  fireEvent.change(screen.getByLabelText('短信验证码'), { target: { value: '123456' } })
  fireEvent.click(screen.getByRole('button', { name: /确认打款 3 笔共 ￥12,300.00/ }))
}

const posts = (sent: Sent[]) => sent.filter(({ method }) => method === 'POST')

it('a member who may not confirm money is told whom to ask and has no button', () => {
  showFor(['payout.read', 'payout.prepare'])
  expect(screen.queryByRole('button')).toBeNull()
  expect(screen.getByText(/请联系有“确认打款”权限的同事/)).toBeTruthy()
})

it('the confirmation names the amount and is bound to what the screen shows', async () => {
  const sent = pretendServer(({ url }) => (url.endsWith('step-ups') ? started : { status: 200, json: batch }))
  showFor(['payout.confirm'])
  await prove()
  await waitFor(() => expect(posts(sent)).toHaveLength(2))
  expect(posts(sent).map(({ body }) => body)).toEqual([
    { operation: 'payout.confirm', subjectId: 'b1', digest: 'd1' },
    { stepUpId: 's1', code: '123456', digest: 'd1' },
  ])
})

it('a confirmation whose answer was lost is sent again under the same key, so that nothing is paid twice', async () => {
  let lost = true
  const sent = pretendServer(({ url, method }) => {
    if (url.endsWith('step-ups')) return started
    if (method === 'POST' && lost) {
      lost = false
      return 'lost'
    }
    return { status: 200, json: batch }
  })
  showFor(['payout.confirm'])
  await prove()
  await screen.findByText(/网络不通/)
  fireEvent.change(screen.getByLabelText('短信验证码'), { target: { value: '123456' } })
  fireEvent.click(screen.getByRole('button', { name: /确认打款 3 笔共 ￥12,300.00/ }))
  await waitFor(() => expect(posts(sent)).toHaveLength(3))
  const keys = posts(sent)
    .filter(({ url }) => url.endsWith('/confirm'))
    .map(({ headers }) => headers['Idempotency-Key'])
  expect(keys[0]).toBeTruthy()
  expect(keys[1]).toBe(keys[0])
})

it('a balance that is no longer enough is told in place', async () => {
  const message = '账户余额不足：需要 ￥12,300.00，可用 ￥1.00，请先充值'
  pretendServer(({ url, method }) => {
    if (url.endsWith('step-ups')) return started
    return method === 'POST' ? refusal(409, 'BALANCE_NOT_ENOUGH', message) : { status: 200, json: batch }
  })
  showFor(['payout.confirm'])
  await prove()
  expect(await screen.findByText(message)).toBeTruthy()
})
