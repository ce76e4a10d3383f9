import { Segmented } from 'antd'
import { envelopeMachine, formatDayRange, listContracts } from '@linggong/shared'
import type { CallInput } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { FilterBar, KeywordFilter, StateFilter } from '@/shared/ui/filter-bar'
import { ListTable } from '@/shared/ui/list-table'
import { Page, Panel } from '@/shared/ui/page'
import { StateTag } from '@/shared/ui/state-tag'
import { useFilters } from '@/shared/ui/use-filters'
import { ContractDrawer } from './contract-drawer'

const kinds = [
  { value: '', label: '全部' },
  { value: 'enterprise-provider', label: '企业合同' },
  { value: 'worker-provider', label: '灵工合同' },
]

/** Contracts with enterprises and workers. */
export default function ContractsPage() {
  const { filters, page, set, setPage, opened, open } = useFilters('kind', 'state', 'turn', 'keyword')
  const { kind, state, turn, keyword } = filters
  const list = useApi(
    listContracts,
    { query: { ...filters, page } as CallInput<typeof listContracts>['query'] },
    { keepPrevious: true, refetchInterval: 15_000 },
  )
  const filtered = Boolean(kind || state || turn || keyword)
  return (
    <Page title="合同" note="与企业、灵工签的合同；点开可看正文、签署进度和存证">
      <Panel flush>
        <FilterBar>
          <Segmented
            aria-label="合同类型"
            options={kinds}
            value={kind ?? ''}
            onChange={(value) => set('kind', value)}
          />
          <StateFilter
            machine={envelopeMachine}
            value={state}
            onChange={(next) => set('state', next)}
            leaveOut={['draft']}
          />
          <Segmented
            aria-label="范围"
            options={[
              { value: '', label: '不限' },
              { value: 'mine', label: '待我方盖章' },
            ]}
            value={turn ?? ''}
            onChange={(value) => set('turn', value)}
          />
          <KeywordFilter
            value={keyword}
            placeholder="合同编号或对方名称"
            onChange={(text) => set('keyword', text)}
          />
        </FilterBar>
        <ListTable
          query={list}
          unit="份"
          page={page}
          onPage={setPage}
          onOpen={({ id }) => open(id)}
          empty={
            <EmptyState
              text={filtered ? '没有符合条件的合同' : '还没有合同'}
              hint={filtered ? '换个条件试试' : '通过企业申请或灵工签约后会出现在这里'}
            />
          }
          columns={[
            {
              title: '合同编号',
              dataIndex: 'number',
              width: 170,
              render: (number: string) => <span className="num">{number}</span>,
            },
            { title: '合同', dataIndex: 'title', render: (title: string) => <Ellipsis text={title} /> },
            {
              title: '对方',
              key: 'other',
              width: 210,
              render: (_, row) => (
                <Ellipsis text={row.parties.find(({ role }) => role !== 'provider')?.name ?? '–'} />
              ),
            },
            {
              title: '期限',
              key: 'term',
              width: 256,
              render: (_, row) => <Ellipsis text={formatDayRange(row.termFrom, row.termTo)} />,
            },
            {
              title: '状态',
              key: 'state',
              width: 170,
              render: (_, row) => (
                <>
                  <StateTag machine={envelopeMachine} state={row.state} />
                  {row.mine ? <span className="warn"> 待我方盖章</span> : null}
                </>
              ),
            },
          ]}
        />
      </Panel>
      <ContractDrawer id={opened} onClose={() => open(null)} />
    </Page>
  )
}
