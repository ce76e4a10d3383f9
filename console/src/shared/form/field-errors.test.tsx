import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { Form, Input } from 'antd'
import { afterEach, expect, it } from 'vitest'
import { ApiError, zReason } from '@linggong/shared'
import { show } from '../testing'
import { applyApiError } from './field-errors'
import { YuanInput } from './yuan-input'
import { zodRule } from './zod-rule'

afterEach(cleanup)

function Example({ error, onApplied }: { error: ApiError; onApplied: (applied: boolean) => void }) {
  const [form] = Form.useForm()
  return (
    <Form form={form}>
      <Form.Item name={['boundAccount', 'number']} label="账号">
        <Input />
      </Form.Item>
      <button type="button" onClick={() => onApplied(applyApiError(form, error))}>
        提交
      </button>
    </Form>
  )
}

it('a refusal about a nested field stands at that field, in its own words', async () => {
  let applied: boolean | undefined
  const error = new ApiError(400, {
    code: 'BAD_REQUEST',
    message: '填写的内容有误：请填写正确的银行账号',
    param: 'body.boundAccount.number',
    details: { reason: '请填写正确的银行账号' },
  })
  show(<Example error={error} onApplied={(value) => (applied = value)} />)
  fireEvent.click(screen.getByRole('button'))
  expect(await screen.findByText('请填写正确的银行账号')).toBeTruthy()
  expect(applied).toBe(true)
})

it('a refusal about no field of the form is left to the page', () => {
  let applied: boolean | undefined
  const error = new ApiError(409, { code: 'STATE_CONFLICT', message: '当前状态不能提交' })
  show(<Example error={error} onApplied={(value) => (applied = value)} />)
  fireEvent.click(screen.getByRole('button'))
  expect(applied).toBe(false)
})

it('a field rule refuses what the contract refuses, with its words', async () => {
  const rule = zodRule(zReason)
  await expect(rule.validator(null, '无')).rejects.toThrow('请写明原因')
  await expect(rule.validator(null, '')).rejects.toThrow('此项必填')
  await expect(rule.validator(null, '材料不全')).resolves.toBeUndefined()
  expect(rule.required).toBe(true)
})

it.each([
  ['12300', 1_230_000],
  ['0.29', 29],
  ['1,230', null],
  ['12.345', null],
  ['-5', null],
  ['0', null],
])('an amount typed as %s is held as %s fen', async (typed, fen) => {
  let held: number | null | undefined
  show(<YuanInput onChange={(value) => (held = value)} />)
  fireEvent.change(screen.getByPlaceholderText('0.00'), { target: { value: typed } })
  await waitFor(() => expect(held).toBe(fen))
})
