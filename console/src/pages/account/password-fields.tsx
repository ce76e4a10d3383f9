import { Form, Input } from 'antd'
import { NewPassword } from '@/shared/form/new-password'

export interface PasswordValues {
  current?: string
  password: string
  again: string
}

/** Current password, the new one and the new one again. */
export function PasswordFields({ currentHint }: { currentHint?: string }) {
  return (
    <>
      <Form.Item name="current" label="当前密码" extra={currentHint}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <NewPassword label="新密码" againLabel="再次输入新密码" />
    </>
  )
}
