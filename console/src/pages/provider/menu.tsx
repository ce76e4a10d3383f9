import {
  AccountBookOutlined,
  AuditOutlined,
  FileDoneOutlined,
  HomeOutlined,
  PayCircleOutlined,
  ProfileOutlined,
  SnippetsOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { MenuEntry } from '@/shared/route-entry'

export const providerMenu: readonly MenuEntry[] = [
  { key: '/provider', label: '首页', icon: <HomeOutlined aria-hidden /> },
  {
    key: '/provider/engagements',
    label: '企业申请',
    icon: <AuditOutlined aria-hidden />,
    permission: 'engagement.read',
  },
  {
    key: '/provider/tasks',
    label: '任务审核',
    icon: <FileDoneOutlined aria-hidden />,
    permission: 'task.read',
  },
  {
    key: 'contracts',
    label: '合同与模板',
    icon: <SnippetsOutlined aria-hidden />,
    children: [
      { key: '/provider/contracts', label: '合同', permission: 'engagement.read' },
      { key: '/provider/templates', label: '合同模板与签署设置', permission: 'provider.manage' },
    ],
  },
  {
    key: '/provider/service-items',
    label: '服务项与费率',
    icon: <ProfileOutlined aria-hidden />,
    permission: 'provider.manage',
  },
  { key: '/provider/workers', label: '灵工', icon: <TeamOutlined aria-hidden />, permission: 'worker.read' },
  {
    key: '/provider/funds',
    label: '资金',
    icon: <AccountBookOutlined aria-hidden />,
    permission: 'funds.read',
  },
  {
    key: '/provider/payments',
    label: '付款记录',
    icon: <PayCircleOutlined aria-hidden />,
    permission: 'payout.read',
  },
]
