import { PlusOutlined } from '@ant-design/icons'
import { Button, type TableProps } from 'antd'
import { Link } from 'react-router'
import { formatDayRange, listTasks, taskKindLabels, taskMachine, type StateOf } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { FilterBar, KeywordFilter, StateFilter } from '@/shared/ui/filter-bar'
import { ListTable } from '@/shared/ui/list-table'
import { Page, Panel } from '@/shared/ui/page'
import { StateTag } from '@/shared/ui/state-tag'
import { useFilters } from '@/shared/ui/use-filters'
import { RowLink } from '../parts/row-link'
import type { Task } from '../parts/types'
import { CommissionRange } from './commission-range'
import { HeadCount } from './head-count'
import { TaskDrawer } from './task-drawer'

type TaskState = StateOf<typeof taskMachine>

const columns: NonNullable<TableProps<Task>['columns']> = [
  {
    title: '任务',
    key: 'title',
    render: (_, { id, title, number, kind }) => (
      <>
        <RowLink id={id} text={title} />
        <div className="cell-note">
          <span className="num">{number}</span> · {taskKindLabels[kind]}
        </div>
      </>
    ),
  },
  {
    title: '服务商',
    dataIndex: 'providerName',
    width: 144,
    render: (text: string) => <Ellipsis text={text} />,
  },
  { title: '任务时间', key: 'period', width: 168, render: (_, { from, to }) => formatDayRange(from, to) },
  {
    title: '佣金（每人）',
    key: 'commission',
    width: 180,
    align: 'right',
    render: (_, task) => <CommissionRange task={task} />,
  },
  { title: '灵工进度', key: 'counts', width: 152, render: (_, task) => <HeadCount task={task} /> },
  {
    title: '状态',
    dataIndex: 'state',
    width: 116,
    render: (state: TaskState) => <StateTag machine={taskMachine} state={state} />,
  },
]

/** The enterprise's tasks; a row opens its details, workers and codes. */
export default function TasksPage() {
  const can = useCan()
  const { filters, page, opened, set, setPage, open } = useFilters('state', 'keyword')
  const query = useApi(
    listTasks,
    { query: { page, state: filters.state as TaskState | undefined, keyword: filters.keyword } },
    { keepPrevious: true },
  )
  const publish = can('task.manage') ? (
    <Link to="/enterprise/tasks/new">
      <Button type="primary" icon={<PlusOutlined />}>
        发布任务
      </Button>
    </Link>
  ) : null
  const filtered = filters.state !== undefined || filters.keyword !== undefined

  return (
    <Page title="任务列表" extra={publish}>
      <Panel flush>
        <FilterBar>
          <StateFilter
            machine={taskMachine}
            value={filters.state}
            onChange={(state) => set('state', state)}
          />
          <KeywordFilter
            value={filters.keyword}
            placeholder="任务名称或编号"
            onChange={(keyword) => set('keyword', keyword)}
          />
        </FilterBar>
        <ListTable
          query={query}
          columns={columns}
          unit="个任务"
          page={page}
          onPage={setPage}
          onOpen={({ id }) => open(id)}
          empty={
            filtered ? (
              <EmptyState text="没有符合条件的任务" hint="换一个状态或关键词再试" />
            ) : (
              <EmptyState
                text="还没有任务"
                hint="发布任务并通过服务商审核后，就可以指派灵工"
                action={publish}
              />
            )
          }
        />
      </Panel>
      <TaskDrawer id={opened} onClose={() => open(null)} />
    </Page>
  )
}
