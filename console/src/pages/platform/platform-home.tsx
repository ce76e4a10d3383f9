import { listOnboardings, listProviders } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { useCan, useSession } from '@/shared/session'
import { Page, Panel } from '@/shared/ui/page'
import { TodoCard, countOf } from '@/shared/ui/todo-card'
import { EmptyState } from '@/shared/ui/empty'
import { OnboardingTable } from './onboarding-table'

/** What waits for the platform's staff. */
export default function PlatformHome() {
  const can = useCan()
  const { name } = useSession()
  const reviews = can('onboarding.review')
  const manages = can('provider.manage')
  const waiting = useApi(
    listOnboardings,
    { query: { state: 'submitted', pageSize: 8 } },
    { enabled: reviews, refetchInterval: 30_000 },
  )
  const providers = useApi(listProviders, {}, { enabled: manages })
  const bare = countOf(
    providers,
    ({ rows }) => rows.filter(({ serviceItems }) => serviceItems.length === 0).length,
  )
  return (
    <Page title="首页" note={name ? `${name}，今天要处理的在这里` : '今天要处理的在这里'}>
      <div className="todo-grid" style={{ marginBottom: 16 }}>
        {reviews ? (
          <TodoCard
            to="/platform/onboardings?state=submitted"
            label="待审核入驻"
            count={countOf(waiting, ({ total }) => total)}
            hint="收到后 1 个工作日内处理"
          />
        ) : null}
        {manages ? (
          <>
            <TodoCard
              to="/platform/providers"
              label="未设服务项的服务商"
              count={bare}
              hint="设好服务项后企业才能签约"
            />
            <TodoCard
              to="/platform/providers"
              label="服务商"
              calm
              count={countOf(providers, ({ rows }) => rows.length)}
              hint="已开通"
            />
          </>
        ) : null}
      </div>
      {reviews ? (
        <Panel title="等待最久的入驻申请" flush>
          <OnboardingTable
            query={waiting}
            empty={<EmptyState text="没有待审核的入驻申请" hint="企业提交后会出现在这里" />}
          />
        </Panel>
      ) : null}
    </Page>
  )
}
