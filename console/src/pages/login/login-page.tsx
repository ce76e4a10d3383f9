import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ErrorAlert } from '@/shared/ui/error-state'
import { AuthFrame } from './auth-frame'
import { PasswordForm } from './password-form'
import { SmsForm } from './sms-form'
import { useSignIn } from './use-sign-in'

/** Login by password or SMS; with several accounts on the phone, the choice of one. */
export default function LoginPage() {
  const signIn = useSignIn()
  const [phone, setPhone] = useState('')
  if (signIn.choices) {
    return (
      <AuthFrame title="选择要登录的账号">
        <div className="soft">这个手机号下有 {signIn.choices.length} 个账号</div>
        <div className="auth__accounts">
          {signIn.choices.map(({ id, label }) => (
            <Button key={id} disabled={signIn.running} onClick={() => void signIn.choose(id)}>
              {label}
            </Button>
          ))}
        </div>
        <ErrorAlert error={signIn.error} />
        <Button type="link" onClick={signIn.leaveChoice}>
          返回登录
        </Button>
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title="登录灵工台">
      <ErrorAlert error={signIn.error} />
      <Tabs
        destroyOnHidden
        onChange={() => signIn.setError(null)}
        items={[
          {
            key: 'password',
            label: '密码登录',
            children: <PasswordForm signIn={signIn} phone={phone} onPhone={setPhone} />,
          },
          {
            key: 'sms',
            label: '短信登录',
            children: <SmsForm signIn={signIn} phone={phone} onPhone={setPhone} />,
          },
        ]}
      />
      <div className="auth__foot">
        用工企业还没有账号？<Link to="/register">注册企业账号</Link>
      </div>
    </AuthFrame>
  )
}
