import { engagementMachine, listEngagements } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { EmptyState } from '@/shared/ui/empty'
import { FilterBar, StateFilter } from '@/shared/ui/filter-bar'
import { Page, Panel } from '@/shared/ui/page'
import { useFilters } from '@/shared/ui/use-filters'
import { EngagementDrawer } from './engagement-drawer'
import { EngagementTable } from './engagement-table'

/** Enterprises that apply to this provider or work with it. */
export default function EngagementsPage() {
  const { filters, set, opened, open } = useFilters('state')
  const state = filters.state as keyof typeof engagementMachine.labels | undefined
  const list = useApi(
    listEngagements,
    { query: state ? { state } : {} },
    { keepPrevious: true, refetchInterval: 30_000 },
  )
  return (
    <Page title="企业申请" note="选择与您签约的企业；通过后自动生成合同，由企业先签">
      <Panel flush>
        <FilterBar>
          <StateFilter machine={engagementMachine} value={state} onChange={(next) => set('state', next)} />
        </FilterBar>
        <EngagementTable
          query={list}
          onOpen={open}
          empty={
            <EmptyState
              text={state ? '没有这个状态的企业' : '还没有企业申请'}
              hint={state ? '换个状态试试' : '企业在名录里选择您后会出现在这里'}
            />
          }
        />
      </Panel>
      <EngagementDrawer id={opened} onClose={() => open(null)} />
    </Page>
  )
}
