import { Button, Form } from 'antd'
import { useEffect } from 'react'
import { signOut } from '@/shared/api/sign-out'
import { useSession } from '@/shared/session'
import { ErrorAlert } from '@/shared/ui/error-state'
import { PasswordFields, type PasswordValues } from './password-fields'
import { useChangePassword } from './use-change-password'
import './account.css'

/** A given password is changed before anything else. */
export default function FirstPasswordPage() {
  const { phone } = useSession()
  const [form] = Form.useForm<PasswordValues>()
  const { save, running, error } = useChangePassword(form, () => undefined)
  useEffect(() => {
    document.title = '设置密码 · 灵工台'
  }, [])
  return (
    <main className="first-password">
      <div className="panel first-password__card">
        <h1 className="page__title">设置您自己的密码</h1>
        <p className="soft first-password__note">
          账号 {phone} 是首次登录。为保护账号安全，请先设置新密码，之后用它登录。
        </p>
        <ErrorAlert error={error} />
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void save(values)}>
          <PasswordFields currentHint="您收到的初始密码" />
          <Button type="primary" htmlType="submit" block loading={running}>
            保存新密码
          </Button>
          <Button type="link" block onClick={() => void signOut()} style={{ marginTop: 8 }}>
            退出登录
          </Button>
        </Form>
      </div>
    </main>
  )
}
