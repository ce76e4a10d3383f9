import { Button, Form, Input } from 'antd'
import { loginConsoleBySms, sendSmsCode, zPhone, zSmsCode } from '@linggong/shared'
import { call } from '@/shared/api/call'
import { zodRule } from '@/shared/form/zod-rule'
import { CodeInput } from '@/shared/ui/code-input'
import type { LoginFormProps } from './password-form'

export function SmsForm({ signIn, phone, onPhone }: LoginFormProps) {
  const [form] = Form.useForm<{ phone: string; code: string }>()
  async function send(): Promise<number | undefined> {
    const valid = await form.validateFields(['phone']).catch(() => null)
    if (!valid) return undefined
    const answer = await call(sendSmsCode, { body: { phone: valid.phone, purpose: 'console-login' } })
    return answer.resendAfterSeconds
  }
  return (
    <Form<{ phone: string; code: string }>
      form={form}
      layout="vertical"
      size="large"
      requiredMark={false}
      initialValues={{ phone }}
      onValuesChange={(_, values) => onPhone(values.phone ?? '')}
      onFinish={(body) =>
        void signIn.signIn((accountId) =>
          call(loginConsoleBySms, { body: { ...body, ...(accountId ? { accountId } : {}) } }),
        )
      }
    >
      <Form.Item name="phone" label="手机号" rules={[zodRule(zPhone)]} validateTrigger="onBlur">
        <Input inputMode="tel" autoComplete="username" maxLength={13} placeholder="11 位手机号" />
      </Form.Item>
      <Form.Item name="code" label="短信验证码" rules={[zodRule(zSmsCode)]} validateTrigger="onSubmit">
        <CodeInput onSend={send} onError={signIn.setError} onEnter={() => form.submit()} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={signIn.running}>
        登录
      </Button>
    </Form>
  )
}
