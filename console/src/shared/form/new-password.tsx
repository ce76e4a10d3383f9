import { Form, Input } from 'antd'
import { zPassword } from '@linggong/shared'
import { useRecheck } from './use-recheck'
import { zodRule } from './zod-rule'

/** A new password and the same again; the fields are called `password` and `again`. */
export function NewPassword({ label, againLabel }: { label: string; againLabel: string }) {
  const form = Form.useFormInstance<{ password: string; again: string }>()
  useRecheck(form, 'password', 'again')
  return (
    <>
      <Form.Item
        name="password"
        label={label}
        rules={[zodRule(zPassword)]}
        validateTrigger="onBlur"
        extra="至少 10 位，含大写字母、小写字母、数字和符号"
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={againLabel}
        validateTrigger="onBlur"
        rules={[
          {
            async validator(_, value) {
              if (!value || value !== form.getFieldValue('password')) throw new Error('两次输入的密码不一致')
            },
          },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  )
}
