import {
  BankOutlined,
  FileProtectOutlined,
  HomeOutlined,
  ProfileOutlined,
  SendOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { MenuEntry } from '@/shared/route-entry'

/** The enterprise's left menu. What the role does not grant is left out by the layout. */
export const enterpriseMenu: MenuEntry[] = [
  { key: '/enterprise', label: '首页', icon: <HomeOutlined /> },
  {
    key: 'projects',
    label: '项目管理',
    icon: <ProfileOutlined />,
    children: [
      { key: '/enterprise/projects', label: '项目列表', permission: 'engagement.read' },
      { key: '/enterprise/tasks', label: '任务列表', permission: 'task.read' },
    ],
  },
  { key: '/enterprise/workers', label: '灵工管理', icon: <TeamOutlined />, permission: 'worker.read' },
  {
    key: 'contracts',
    label: '合同管理',
    icon: <FileProtectOutlined />,
    children: [
      { key: '/enterprise/contracts', label: '我的合同', permission: 'engagement.read' },
      { key: '/enterprise/apply', label: '新签服务商', permission: 'engagement.manage' },
    ],
  },
  {
    key: 'payouts',
    label: '佣金发放',
    icon: <SendOutlined />,
    children: [
      { key: '/enterprise/payouts', label: '发放列表', permission: 'payout.read' },
      { key: '/enterprise/payouts/new', label: '新建发放', permission: 'payout.prepare' },
      { key: '/enterprise/returns', label: '退汇交易', permission: 'payout.read' },
    ],
  },
  {
    key: 'funds',
    label: '资金管理',
    icon: <BankOutlined />,
    children: [
      { key: '/enterprise/account', label: '我的账户', permission: 'subledger.read' },
      { key: '/enterprise/entries', label: '收支明细', permission: 'subledger.read' },
    ],
  },
]
