import { AuditOutlined, HomeOutlined, ShopOutlined } from '@ant-design/icons'
import type { MenuEntry } from '@/shared/route-entry'

export const platformMenu: readonly MenuEntry[] = [
  { key: '/platform', label: '首页', icon: <HomeOutlined aria-hidden /> },
  {
    key: '/platform/onboardings',
    label: '入驻审核',
    icon: <AuditOutlined aria-hidden />,
    permission: 'onboarding.review',
  },
  {
    key: '/platform/providers',
    label: '服务商',
    icon: <ShopOutlined aria-hidden />,
    permission: 'provider.manage',
  },
]
