import { Button, Result, Spin } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { engagementMachine, formatDayRange } from '@linggong/shared'
import { Panel } from '@/shared/ui/page'
import type { EngagementDetail } from '../parts/types'

function ToContracts({ label }: { label: string }): ReactNode {
  return (
    <Link to="/enterprise/contracts">
      <Button>{label}</Button>
    </Link>
  )
}

/** How the signing ended, and where to go from there. */
export function SignResult({ engagement }: { engagement: EngagementDetail }) {
  const { state, providerName, termFrom, termTo } = engagement
  if (state === 'active') {
    return (
      <Panel>
        <Result
          status="success"
          title="合同已生效"
          subTitle={`与${providerName}的合同${termFrom && termTo ? `（${formatDayRange(termFrom, termTo)}）` : ''}已由双方签署。下一步开通子账簿，得到充值用的收款账号。`}
          extra={[
            <ToContracts key="contracts" label="查看我的合同" />,
            <Link key="account" to="/enterprise/account">
              <Button type="primary">开通子账簿</Button>
            </Link>,
          ]}
        />
      </Panel>
    )
  }
  if (state === 'signing') {
    return (
      <Panel>
        <Result
          icon={<Spin size="large" />}
          title="您已签署，等待服务商盖章"
          subTitle="服务商盖章后合同生效，会短信通知您。可以离开此页。"
          extra={<ToContracts label="查看我的合同" />}
        />
      </Panel>
    )
  }
  return (
    <Panel>
      <Result
        status="info"
        title={`这份合同当前是“${engagementMachine.labels[state]}”状态，不用签署`}
        extra={<ToContracts label="查看我的合同" />}
      />
    </Panel>
  )
}
