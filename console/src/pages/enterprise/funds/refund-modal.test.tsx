import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { pretendServer, show } from '@/shared/testing'
import { RefundModal } from './refund-modal'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const subLedger = {
  id: 'l1',
  engagementId: 'e1',
  providerName: '众合灵工科技服务有限公司',
  state: 'open' as const,
  accountNo: '755910020000001',
  accountName: '云速达同城配送有限公司',
  bankName: '合作银行',
  boundAccount: { name: '云速达同城配送有限公司', number: '**** 6666', bankName: '招商银行深圳分行' },
  problem: null,
  available: 50_000,
  frozen: 0,
}

const answers = (url: string) =>
  url.includes('step-ups')
    ? {
        status: 200,
        json: {
          stepUpId: 's1',
          phone: '138****0003',
          resendAfterSeconds: 60,
          expiresAt: '2026-11-22T02:05:00.000Z',
        },
      }
    : {
        status: 200,
        json: {
          id: 'r1',
          amount: 12_345,
          state: 'requested',
          reason: null,
          requestedAt: '2026-11-22T02:00:00.000Z',
        },
      }

async function enter(amount: string) {
  fireEvent.change(screen.getByLabelText('退款金额'), { target: { value: amount } })
  fireEvent.click(screen.getByRole('button', { name: '下一步' }))
}

it('more than the available balance is not asked back', async () => {
  const sent = pretendServer(({ url }) => answers(url))
  show(<RefundModal subLedger={subLedger} onClose={() => undefined} />)
  await enter('500.01')
  await screen.findByText('可用余额只有 ￥500.00')
  expect(sent).toEqual([])
})

it('a refund is proven for exactly the amount that the button names', async () => {
  const sent = pretendServer(({ url }) => answers(url))
  const onClose = vi.fn<() => void>()
  show(<RefundModal subLedger={subLedger} onClose={onClose} />)
  await enter('123.45')
  fireEvent.click(await screen.findByRole('button', { name: '获取验证码' }))
  await screen.findByText(/已发送到/)
  fireEvent.change(screen.getByLabelText('短信验证码'), { target: { value: '123456' } })
  fireEvent.click(screen.getByRole('button', { name: '确认退款 ￥123.45' }))
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  expect(sent.map(({ body }) => body)).toEqual([
    { operation: 'subledger.refund', subjectId: 'l1', digest: '12345' },
    { stepUpId: 's1', code: '123456', amount: 12_345 },
  ])
})
