import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { ApiError } from '@linggong/shared'
import { pretendServer, refusal, show } from '../testing'
import { StepUpModal } from './step-up-modal'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const started = {
  status: 200,
  json: {
    stepUpId: 's1',
    phone: '138****0003',
    resendAfterSeconds: 60,
    expiresAt: '2026-11-22T02:00:00.000Z',
  },
}

function open(onProof: (proof: { stepUpId: string; code: string }) => Promise<void>) {
  show(
    <StepUpModal
      open
      operation="subledger.refund"
      subjectId="l1"
      digest="1230000"
      title="余额退款"
      summary="退款 ￥12,300.00 到招商银行尾号 6666"
      okText="退款 ￥12,300.00"
      onProof={onProof}
      onClose={() => undefined}
    />,
  )
}

const confirmButton = () => screen.getByRole('button', { name: /退款 ￥12,300.00/ })
const codeField = () => screen.getByLabelText('短信验证码')

async function askForCode() {
  fireEvent.click(screen.getByRole('button', { name: '获取验证码' }))
  await screen.findByText('已发送到 138****0003，5 分钟内有效')
}

it('the code is asked for with what it is bound to, and the proof is handed over', async () => {
  const sent = pretendServer(() => started)
  const onProof = vi.fn<(proof: { stepUpId: string; code: string }) => Promise<void>>(async () => undefined)
  open(onProof)
  expect(confirmButton()).toHaveProperty('disabled', true)
  await askForCode()
  expect(sent[0]?.body).toEqual({ operation: 'subledger.refund', subjectId: 'l1', digest: '1230000' })
  fireEvent.change(codeField(), { target: { value: '123456' } })
  fireEvent.click(confirmButton())
  await waitFor(() => expect(onProof).toHaveBeenCalledWith({ stepUpId: 's1', code: '123456' }))
})

it('a wrong code is told in place and can be typed again without another SMS', async () => {
  pretendServer(() => started)
  const onProof = vi
    .fn<(proof: { stepUpId: string; code: string }) => Promise<void>>()
    .mockRejectedValueOnce(
      new ApiError(400, { code: 'SMS_CODE_WRONG', message: '验证码不正确，还可以试 4 次' }),
    )
    .mockResolvedValueOnce()
  open(onProof)
  await askForCode()
  fireEvent.change(codeField(), { target: { value: '111111' } })
  fireEvent.click(confirmButton())
  await screen.findByText('验证码不正确，还可以试 4 次')
  fireEvent.change(codeField(), { target: { value: '123456' } })
  fireEvent.click(confirmButton())
  await waitFor(() => expect(onProof).toHaveBeenCalledTimes(2))
})

it('a spent proof needs a new code before the button works again', async () => {
  pretendServer(() => started)
  open(async () => {
    throw new ApiError(409, { code: 'STEP_UP_MISMATCH', message: '要确认的内容已经变化，请核对后重新验证' })
  })
  await askForCode()
  fireEvent.change(codeField(), { target: { value: '123456' } })
  fireEvent.click(confirmButton())
  await screen.findByText('要确认的内容已经变化，请核对后重新验证')
  fireEvent.change(codeField(), { target: { value: '123456' } })
  expect(confirmButton()).toHaveProperty('disabled', true)
})

it('a refused SMS is told in place', async () => {
  pretendServer(() => refusal(429, 'SMS_TOO_OFTEN', '验证码已发送，请 40 秒后再获取'))
  open(async () => undefined)
  fireEvent.click(screen.getByRole('button', { name: '获取验证码' }))
  expect(await screen.findByText('验证码已发送，请 40 秒后再获取')).toBeTruthy()
})
