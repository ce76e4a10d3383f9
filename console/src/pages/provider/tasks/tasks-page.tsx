import { Button } from 'antd'
import { formatDayRange, listTasks, taskKindLabels, taskMachine } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { FilterBar, KeywordFilter, StateFilter } from '@/shared/ui/filter-bar'
import { ListTable } from '@/shared/ui/list-table'
import { Page, Panel } from '@/shared/ui/page'
import { StateTag } from '@/shared/ui/state-tag'
import { TwoLines } from '@/shared/ui/two-lines'
import { useFilters } from '@/shared/ui/use-filters'
import { commissionText } from './commission-text'
import { TaskReviewDrawer } from './task-review-drawer'

/** Tasks that engaged enterprises publish, for review. */
export default function TasksPage() {
  const { filters, page, set, setPage, opened, open } = useFilters('state', 'keyword')
  const state = filters.state as keyof typeof taskMachine.labels | undefined
  const list = useApi(
    listTasks,
    { query: { ...filters, state, page } },
    { keepPrevious: true, refetchInterval: 30_000 },
  )
  const filtered = Boolean(state || filters.keyword)
  return (
    <Page title="任务审核" note="签约企业发布的任务；通过后企业才能指派灵工和发佣">
      <Panel flush>
        <FilterBar>
          <StateFilter
            machine={taskMachine}
            value={state}
            onChange={(next) => set('state', next)}
            leaveOut={['draft']}
          />
          <KeywordFilter
            value={filters.keyword}
            placeholder="任务名称或编号"
            onChange={(keyword) => set('keyword', keyword)}
          />
        </FilterBar>
        <ListTable
          query={list}
          page={page}
          onPage={setPage}
          onOpen={({ id }) => open(id)}
          empty={
            <EmptyState
              text={filtered ? '没有符合条件的任务' : '还没有任务'}
              hint={filtered ? '换个条件试试' : '签约企业发布任务后会出现在这里'}
            />
          }
          columns={[
            {
              title: '任务编号',
              dataIndex: 'number',
              width: 155,
              render: (number: string) => <span className="num">{number}</span>,
            },
            {
              title: '任务',
              key: 'task',
              render: (_, row) => <TwoLines main={row.title} below={row.enterpriseName} />,
            },
            {
              title: '类型',
              dataIndex: 'kind',
              width: 90,
              render: (_, { kind }) => taskKindLabels[kind],
            },
            {
              title: '每人佣金',
              key: 'commission',
              width: 180,
              align: 'right',
              render: (_, row) => (
                <span className="num">{commissionText(row.commissionMin, row.commissionMax)}</span>
              ),
            },
            {
              title: '时间',
              key: 'days',
              width: 165,
              render: (_, row) => <Ellipsis text={formatDayRange(row.from, row.to)} />,
            },
            {
              title: '状态',
              dataIndex: 'state',
              width: 120,
              render: (_, row) => <StateTag machine={taskMachine} state={row.state} />,
            },
            {
              title: '操作',
              key: 'actions',
              width: 70,
              render: (_, row) => {
                const verb = row.state === 'reviewing' ? '审核' : '查看'
                return (
                  <Button
                    type="link"
                    size="small"
                    style={{ padding: 0 }}
                    aria-label={`${verb} ${row.title}`}
                    onClick={() => open(row.id)}
                  >
                    {verb}
                  </Button>
                )
              },
            },
          ]}
        />
      </Panel>
      <TaskReviewDrawer id={opened} onClose={() => open(null)} />
    </Page>
  )
}
