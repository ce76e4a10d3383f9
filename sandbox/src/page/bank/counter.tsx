import { Badge, Tabs } from 'antd'
import type { ReactNode } from 'react'
import type { Overview } from '../types.ts'
import { Accounts } from './accounts.tsx'
import { Notices } from './notices.tsx'
import { Orders } from './orders.tsx'

interface Props {
  overview: Overview
  refresh: () => Promise<void>
}

/** The bank's counter: accounts and incoming transfers, payments, notices and faults. */
export function Counter({ overview, refresh }: Props) {
  const { orders, callbacks } = overview.bank
  const undecided = orders.filter(
    (order) => order.state === 'accepted' && order.plan?.finish === 'wait',
  ).length
  return (
    <aside className="counter" aria-label="银行柜台">
      <header>
        <h1>银行柜台</h1>
        <span>灵通银行（虚构）</span>
      </header>
      <Tabs
        items={[
          {
            key: 'accounts',
            label: '账户与入账',
            children: pane(<Accounts overview={overview} refresh={refresh} />),
          },
          {
            key: 'orders',
            label: (
              <Badge count={undecided} size="small" offset={[8, -2]} title={`${undecided} 笔等待处理`}>
                付款与划转
              </Badge>
            ),
            children: pane(<Orders overview={overview} refresh={refresh} />),
          },
          {
            key: 'notices',
            label: callbacks.paused ? '通知与故障（已暂停）' : '通知与故障',
            children: pane(<Notices overview={overview} refresh={refresh} />),
          },
        ]}
      />
    </aside>
  )
}

const pane = (content: ReactNode): ReactNode => <div className="counter-pane">{content}</div>
