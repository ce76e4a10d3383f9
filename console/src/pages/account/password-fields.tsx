import { Form, Input } from 'antd'
import { zPassword } from '@linggong/shared'
import { zodRule } from '@/shared/form/zod-rule'

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
      <Form.Item
        name="password"
        label="新密码"
        rules={[zodRule(zPassword)]}
        validateTrigger="onBlur"
        extra="至少 10 位，含大写字母、小写字母、数字和符号"
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label="再次输入新密码"
        dependencies={['password']}
        validateTrigger="onBlur"
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value && value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error('两次输入的密码不一致')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  )
}
