import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { Form } from 'antd'
import { afterEach, expect, it } from 'vitest'
import { show } from '../testing'
import { NewPassword } from './new-password'

afterEach(cleanup)

const differ = '两次输入的密码不一致'

function type(label: string, value: string) {
  const field = screen.getByLabelText(label)
  fireEvent.change(field, { target: { value } })
  fireEvent.blur(field)
}

it('a repetition that nobody has come to yet is not found wanting; once typed, it follows the password', async () => {
  show(
    <Form>
      <NewPassword label="设置密码" againLabel="再次输入密码" />
    </Form>,
  )
  type('设置密码', 'Linggong#2026a')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(screen.queryByText(differ)).toBeNull()
  type('再次输入密码', 'Linggong#2026b')
  expect(await screen.findByText(differ)).toBeTruthy()
  type('设置密码', 'Linggong#2026b')
  await waitFor(() => expect(screen.queryByText(differ)).toBeNull())
})
