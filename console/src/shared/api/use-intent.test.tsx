import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { rejectTask } from '@linggong/shared'
import { pretendServer, refusal, show } from '../testing'
import { useIntent } from './use-intent'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function RejectButton({ reason }: { reason: string }) {
  const reject = useIntent(rejectTask)
  return (
    <button type="button" onClick={() => void reject.run({ params: { id: 't1' }, body: { reason } })}>
      驳回{reject.running ? '中' : ''}
    </button>
  )
}

it('a retry after a lost answer carries the same key, so that nothing is done twice', async () => {
  const sent = pretendServer((_, index) => (index === 0 ? 'lost' : { status: 200, json: {} }))
  show(<RejectButton reason="地点不清楚" />)
  fireEvent.click(screen.getByRole('button'))
  await screen.findByText(/网络不通/)
  await waitFor(() => expect(screen.getByRole('button').textContent).toBe('驳回'))
  fireEvent.click(screen.getByRole('button'))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[0]?.headers['Idempotency-Key']).toBeTruthy()
  expect(sent[1]?.headers['Idempotency-Key']).toBe(sent[0]?.headers['Idempotency-Key'])
})

it('a second click while the first runs sends nothing', async () => {
  const sent = pretendServer(() => ({ status: 200, json: {} }))
  show(<RejectButton reason="重复的任务" />)
  act(() => {
    screen.getByRole('button').click()
    screen.getByRole('button').click()
  })
  await waitFor(() => expect(screen.getByRole('button').textContent).toBe('驳回'))
  expect(sent).toHaveLength(1)
})

it("a refusal is shown in the server's words and the next try is a new wish", async () => {
  const sent = pretendServer(() =>
    refusal(409, 'STATE_CONFLICT', '当前是“进行中”状态，不能驳回，请刷新后查看'),
  )
  show(<RejectButton reason="佣金过低" />)
  fireEvent.click(screen.getByRole('button'))
  await screen.findByText('当前是“进行中”状态，不能驳回，请刷新后查看')
  await waitFor(() => expect(screen.getByRole('button').textContent).toBe('驳回'))
  fireEvent.click(screen.getByRole('button'))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]?.headers['Idempotency-Key']).not.toBe(sent[0]?.headers['Idempotency-Key'])
})
