import { listOnboardings, onboardingMachine } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { EmptyState } from '@/shared/ui/empty'
import { FilterBar, KeywordFilter, StateFilter } from '@/shared/ui/filter-bar'
import { Page, Panel } from '@/shared/ui/page'
import { useFilters } from '@/shared/ui/use-filters'
import { OnboardingDrawer } from './onboarding-drawer'
import { OnboardingTable } from './onboarding-table'

/** Applications of enterprises, with their review in a drawer. */
export default function OnboardingsPage() {
  const { filters, page, set, setPage, opened, open } = useFilters('state', 'keyword')
  const list = useApi(
    listOnboardings,
    {
      query: { ...filters, page, state: filters.state as keyof typeof onboardingMachine.labels | undefined },
    },
    { keepPrevious: true, refetchInterval: 30_000 },
  )
  return (
    <Page title="入驻审核" note="企业提交的入驻申请，收到后 1 个工作日内处理">
      <Panel flush>
        <FilterBar>
          <StateFilter
            machine={onboardingMachine}
            value={filters.state}
            onChange={(state) => set('state', state)}
            leaveOut={['draft', 'special-asked', 'special-submitted']}
          />
          <KeywordFilter
            value={filters.keyword}
            placeholder="企业名称或信用代码"
            onChange={(keyword) => set('keyword', keyword)}
          />
        </FilterBar>
        <OnboardingTable
          query={list}
          page={page}
          onPage={setPage}
          empty={
            <EmptyState
              text={filters.state || filters.keyword ? '没有符合条件的申请' : '还没有入驻申请'}
              hint={filters.state || filters.keyword ? '换个条件试试' : '企业注册账号并提交后会出现在这里'}
            />
          }
          onOpen={open}
        />
      </Panel>
      <OnboardingDrawer id={opened} onClose={() => open(null)} />
    </Page>
  )
}
