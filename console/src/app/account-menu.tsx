import { DownOutlined, UserOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useNavigate } from 'react-router'
import { signOut } from '@/shared/api/sign-out'
import { useSession } from '@/shared/session'

/** Who is signed in; account settings and signing out. */
export function AccountMenu() {
  const { name, phone } = useSession()
  const navigate = useNavigate()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'account', label: '账号与密码' },
          { type: 'divider' },
          { key: 'logout', label: '退出登录' },
        ],
        onClick: ({ key }) => (key === 'logout' ? void signOut() : void navigate('/account')),
      }}
    >
      <Button type="text" icon={<UserOutlined aria-hidden />} aria-label={`${name ?? phone}，账号菜单`}>
        {name ?? phone} <DownOutlined aria-hidden style={{ fontSize: 10 }} />
      </Button>
    </Dropdown>
  )
}
