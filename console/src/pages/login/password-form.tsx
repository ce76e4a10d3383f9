import { Button, Form, Input } from 'antd'
import { loginByPassword, zPhone } from '@linggong/shared'
import { call } from '@/shared/api/call'
import { zodRule } from '@/shared/form/zod-rule'
import type { useSignIn } from './use-sign-in'

export interface LoginFormProps {
  signIn: ReturnType<typeof useSignIn>
  phone: string
  onPhone: (phone: string) => void
}

export function PasswordForm({ signIn, phone, onPhone }: LoginFormProps) {
  return (
    <Form<{ phone: string; password: string }>
      layout="vertical"
      size="large"
      requiredMark={false}
      initialValues={{ phone }}
      onValuesChange={(_, values) => onPhone(values.phone ?? '')}
      onFinish={(body) =>
        void signIn.signIn((accountId) =>
          call(loginByPassword, { body: { ...body, ...(accountId ? { accountId } : {}) } }),
        )
      }
    >
      <Form.Item name="phone" label="手机号" rules={[zodRule(zPhone)]} validateTrigger="onBlur">
        <Input inputMode="tel" autoComplete="username" maxLength={13} placeholder="11 位手机号" />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
        <Input.Password autoComplete="current-password" placeholder="登录密码" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={signIn.running}>
        登录
      </Button>
    </Form>
  )
}
