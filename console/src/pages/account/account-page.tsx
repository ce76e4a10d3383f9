import { App, Button, Form } from 'antd'
import { useSession } from '@/shared/session'
import { ErrorAlert } from '@/shared/ui/error-state'
import { Facts } from '@/shared/ui/facts'
import { Page, Panel } from '@/shared/ui/page'
import { PasswordFields, type PasswordValues } from './password-fields'
import { useChangePassword } from './use-change-password'
import './account.css'

const kindNames = { platform: '平台', provider: '服务商', enterprise: '用工企业', regulator: '监管' } as const

/** The signed-in account, the organisations it belongs to, and its password. */
export default function AccountPage() {
  const { name, phone, memberships } = useSession()
  const { message } = App.useApp()
  const [form] = Form.useForm<PasswordValues>()
  const { save, running, error } = useChangePassword(form, () => {
    form.resetFields()
    void message.success('密码已修改，其他设备上的登录已退出')
  })
  return (
    <Page title="账号与密码">
      <Panel title="账号">
        <Facts
          columns={3}
          items={[
            { label: '姓名', value: name },
            { label: '手机号', value: phone },
            {
              label: '所在单位',
              value:
                memberships.length === 0
                  ? '还没有加入单位'
                  : memberships.map((member) => `${member.name}（${kindNames[member.kind]}）`).join('、'),
            },
          ]}
        />
      </Panel>
      <Panel title="修改密码">
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          className="account__form"
          onFinish={(values) => void save(values)}
        >
          <ErrorAlert error={error} />
          <PasswordFields currentHint="还没有设过密码的不用填" />
          <Button type="primary" htmlType="submit" loading={running}>
            修改密码
          </Button>
        </Form>
      </Panel>
    </Page>
  )
}
