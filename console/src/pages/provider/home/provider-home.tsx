import { Alert } from 'antd'
import { Link } from 'react-router'
import { getOwnProvider, getProviderFunds, listContracts, listEngagements, listTasks } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { Page, Panel } from '@/shared/ui/page'
import { TodoCard, countOf } from '@/shared/ui/todo-card'
import { EngagementTable } from '../engagements/engagement-table'
import { EmptyState } from '@/shared/ui/empty'

const often = { refetchInterval: 30_000 }

/** What waits for the provider's staff. */
export default function ProviderHome() {
  const can = useCan()
  const profile = useApi(getOwnProvider, {})
  const applied = useApi(
    listEngagements,
    { query: { state: 'applied' } },
    { ...often, enabled: can('engagement.read') },
  )
  const contracts = useApi(
    listContracts,
    { query: { turn: 'mine', pageSize: 1 } },
    { ...often, enabled: can('engagement.read') },
  )
  const tasks = useApi(
    listTasks,
    { query: { state: 'reviewing', pageSize: 1 } },
    { ...often, enabled: can('task.read') },
  )
  const funds = useApi(getProviderFunds, {}, { ...often, enabled: can('funds.read') })
  return (
    <Page title="首页" note="今天要处理的在这里">
      {profile.data?.serviceItems.length === 0 && can('provider.manage') ? (
        <Alert
          type="warning"
          showIcon
          className="error-alert"
          title="还没有服务项，企业在名录里看不到您"
          action={<Link to="/provider/service-items">去设置服务项与费率</Link>}
        />
      ) : null}
      <div className="todo-grid" style={{ marginBottom: 16 }}>
        {can('engagement.read') ? (
          <TodoCard
            to="/provider/engagements?state=applied"
            label="待审核企业申请"
            count={countOf(applied, ({ rows }) => rows.length)}
            hint="通过后自动生成合同"
          />
        ) : null}
        {can('task.read') ? (
          <TodoCard
            to="/provider/tasks?state=reviewing"
            label="待审核任务"
            count={countOf(tasks, ({ total }) => total)}
            hint="通过后企业才能指派灵工"
          />
        ) : null}
        {can('engagement.read') ? (
          <TodoCard
            to="/provider/contracts?turn=mine"
            label="待盖章合同"
            count={countOf(contracts, ({ total }) => total)}
            hint="没有开自动盖章时由您盖章"
          />
        ) : null}
        {can('funds.read') ? (
          <TodoCard
            to="/provider/funds"
            label="待认领来账"
            count={countOf(
              funds,
              ({ unclaimed }) => unclaimed.filter(({ state }) => state === 'unclaimed').length,
            )}
            hint="付款户名与企业不一致的转入"
          />
        ) : null}
      </div>
      {can('engagement.read') ? (
        <Panel title="待审核的企业申请" flush>
          <EngagementTable
            query={applied}
            empty={<EmptyState text="没有待审核的企业申请" hint="企业选择您签约后会出现在这里" />}
          />
        </Panel>
      ) : null}
    </Page>
  )
}
