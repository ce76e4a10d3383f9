import { Button, Space, type TableProps } from 'antd'
import { Link, useNavigate } from 'react-router'
import {
  engagementMachine,
  formatDayRange,
  listEngagements,
  listSubLedgers,
  startOfDay,
  type StateOf,
} from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { serverNow } from '@/shared/clock'
import { useCan } from '@/shared/session'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { ListTable } from '@/shared/ui/list-table'
import { Money } from '@/shared/ui/money'
import { Page, Panel } from '@/shared/ui/page'
import { StateTag } from '@/shared/ui/state-tag'
import { useFilters } from '@/shared/ui/use-filters'
import { ContractDrawer } from '../contracts/contract-drawer'
import { EngagementDrawer } from '../contracts/engagement-drawer'
import { RowLink } from '../parts/row-link'
import { rateText } from '../parts/terms'
import type { Engagement } from '../parts/types'

type EngagementState = StateOf<typeof engagementMachine>

const projectStates: readonly EngagementState[] = ['active', 'expired', 'terminated']
const dayMs = 86_400_000
/** From how many days before its end a term is marked. */
const endingDays = 30

/** Projects: contracts that are or were in force, with their balance and what can be done in them. */
export default function ProjectsPage() {
  const can = useCan()
  const navigate = useNavigate()
  const { filters, opened, set, open } = useFilters('contract')
  const engagements = useApi(listEngagements, { query: {} })
  const subLedgers = useApi(listSubLedgers, {}, { enabled: can('subledger.read') })
  const rows = engagements.data?.rows.filter(({ state }) => projectStates.includes(state))

  const columns: NonNullable<TableProps<Engagement>['columns']> = [
    {
      title: '项目（服务商）',
      dataIndex: 'providerName',
      render: (text: string, { id }) => <RowLink id={id} text={text} />,
    },
    {
      title: '服务项',
      dataIndex: 'serviceItemName',
      width: 160,
      render: (text: string) => <Ellipsis text={text} />,
    },
    { title: '服务费率', dataIndex: 'feeRate', width: 80, align: 'right', render: rateText },
    { title: '合同期限', key: 'term', width: 256, render: (_, row) => <Term engagement={row} /> },
    {
      title: '可用余额',
      key: 'available',
      width: 128,
      align: 'right',
      render: (_, { id }) => (
        <Money fen={subLedgers.data?.rows.find(({ engagementId }) => engagementId === id)?.available} />
      ),
    },
    {
      title: '状态',
      dataIndex: 'state',
      width: 88,
      render: (state: EngagementState) => <StateTag machine={engagementMachine} state={state} />,
    },
    {
      title: '操作',
      key: 'actions',
      width: 156,
      render: (_, { id, state }) =>
        state === 'active' && (
          <Space size={16}>
            {can('task.manage') && (
              <Button
                type="link"
                size="small"
                className="flat-link"
                onClick={() => void navigate(`/enterprise/tasks/new?engagement=${id}`)}
              >
                发布任务
              </Button>
            )}
            {can('payout.prepare') && (
              <Button
                type="link"
                size="small"
                className="flat-link"
                onClick={() => void navigate('/enterprise/payouts/new')}
              >
                新建发放
              </Button>
            )}
          </Space>
        ),
    },
  ]

  return (
    <Page title="项目列表" note="已生效的合同就是项目，任务和发佣都在项目里进行">
      <Panel flush>
        <ListTable
          query={{ ...engagements, data: rows && { rows } }}
          columns={columns}
          unit="个项目"
          onOpen={({ id }) => open(id)}
          empty={
            <EmptyState
              text="还没有项目"
              hint="与服务商的合同生效后，项目会出现在这里"
              action={
                <Link to="/enterprise/contracts">
                  <Button type="primary">查看我的合同</Button>
                </Link>
              }
            />
          }
        />
      </Panel>
      <EngagementDrawer id={opened} onClose={() => open(null)} onContract={(id) => set('contract', id)} />
      <ContractDrawer id={filters.contract ?? null} onClose={() => set('contract', undefined)} />
    </Page>
  )
}

function Term({ engagement }: { engagement: Engagement }) {
  const { termFrom, termTo, state } = engagement
  if (!termFrom || !termTo) return <span className="faint">–</span>
  const days = Math.ceil((startOfDay(termTo).getTime() - serverNow().getTime()) / dayMs)
  return (
    <>
      {formatDayRange(termFrom, termTo)}
      {state === 'active' && days <= endingDays && (
        <div className="warn">还有 {Math.max(0, days)} 天到期</div>
      )}
    </>
  )
}
