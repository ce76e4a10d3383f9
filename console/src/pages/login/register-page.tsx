import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ApiError, registerConsole, sendSmsCode, zPhone, zSmsCode } from '@linggong/shared'
import { call } from '@/shared/api/call'
import { useConfig } from '@/shared/api/use-config'
import { applyApiError } from '@/shared/form/field-errors'
import { NewPassword } from '@/shared/form/new-password'
import { zodRule } from '@/shared/form/zod-rule'
import { CodeInput } from '@/shared/ui/code-input'
import { ErrorAlert } from '@/shared/ui/error-state'
import { Loaded } from '@/shared/ui/loaded'
import { AuthFrame } from './auth-frame'
import { Consents, consentsOf } from './consents'
import { useSignIn } from './use-sign-in'

interface Values {
  phone: string
  code: string
  password: string
  again: string
}

/** Opens an account for an enterprise; the application for it follows. */
export default function RegisterPage() {
  const [form] = Form.useForm<Values>()
  const config = useConfig()
  const signIn = useSignIn()
  const [full, setFull] = useState(false)

  async function send(): Promise<number | undefined> {
    const valid = await form.validateFields(['phone']).catch(() => null)
    if (!valid) return undefined
    const answer = await call(sendSmsCode, { body: { phone: valid.phone, purpose: 'console-register' } })
    return answer.resendAfterSeconds
  }

  function register(detachEarlier: boolean) {
    const { phone, code, password } = form.getFieldsValue()
    if (!config.data) return
    const consents = consentsOf(config.data)
    void signIn.signIn(async () => {
      try {
        return await call(registerConsole, {
          body: { phone, code, password, consents, ...(detachEarlier ? { detachEarlier } : {}) },
        })
      } catch (error) {
        if (error instanceof ApiError) {
          setFull(error.code === 'ACCOUNT_LIMIT')
          applyApiError(form, error)
        }
        throw error
      }
    })
  }

  return (
    <AuthFrame title="注册企业账号">
      {full ? (
        <Alert
          type="warning"
          className="error-alert"
          title="这个手机号已注册 3 个账号"
          description={
            <>
              <p className="auth__limit">
                如果以前的账号不是您的（号码换过主人），可以解绑后注册；解绑后以前的账号不能再用这个手机号登录。
              </p>
              <Button size="small" danger loading={signIn.running} onClick={() => register(true)}>
                不是我的，解绑并注册
              </Button>
            </>
          }
        />
      ) : (
        <ErrorAlert error={signIn.error} />
      )}
      <Form
        form={form}
        layout="vertical"
        size="large"
        requiredMark={false}
        scrollToFirstError
        onFinish={() => register(false)}
      >
        <Form.Item name="phone" label="手机号" rules={[zodRule(zPhone)]} validateTrigger="onBlur">
          <Input inputMode="tel" autoComplete="username" maxLength={13} placeholder="11 位手机号" />
        </Form.Item>
        <Form.Item name="code" label="短信验证码" rules={[zodRule(zSmsCode)]} validateTrigger="onSubmit">
          <CodeInput onSend={send} onError={signIn.setError} />
        </Form.Item>
        <NewPassword label="设置密码" againLabel="再次输入密码" />
        <Loaded query={config} rows={2}>
          {(data) => <Consents config={data} />}
        </Loaded>
        <Button
          type="primary"
          htmlType="submit"
          block
          loading={signIn.running}
          disabled={!config.data}
          style={{ marginTop: 12 }}
        >
          注册
        </Button>
      </Form>
      <div className="auth__foot">
        已有账号？<Link to="/login">去登录</Link>
      </div>
    </AuthFrame>
  )
}
