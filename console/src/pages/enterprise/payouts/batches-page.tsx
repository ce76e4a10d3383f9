import { PlusOutlined } from '@ant-design/icons'
import { Button, type TableProps } from 'antd'
import { Link, useNavigate } from 'react-router'
import { batchMachine, listBatches, type StateOf } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { FilterBar, KeywordFilter, StateFilter } from '@/shared/ui/filter-bar'
import { ListTable } from '@/shared/ui/list-table'
import { Money } from '@/shared/ui/money'
import { Page, Panel } from '@/shared/ui/page'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import { useFilters } from '@/shared/ui/use-filters'
import type { Batch } from '../parts/types'
import { batchPollMs, batchTotal, isUnconfirmed, progressText } from './batch-words'

type BatchState = StateOf<typeof batchMachine>

const columns: NonNullable<TableProps<Batch>['columns']> = [
  {
    title: '批次号',
    dataIndex: 'number',
    width: 164,
    render: (number: string, { id }) => (
      <Link to={`/enterprise/payouts/${id}`} className="num">
        {number}
      </Link>
    ),
  },
  { title: '服务商', dataIndex: 'providerName', render: (text: string) => <Ellipsis text={text} /> },
  {
    title: '状态',
    dataIndex: 'state',
    width: 104,
    render: (state: BatchState) => <StateTag machine={batchMachine} state={state} />,
  },
  { title: '笔数', dataIndex: 'itemCount', width: 64, align: 'right', className: 'num' },
  {
    title: '佣金',
    dataIndex: 'commission',
    width: 120,
    align: 'right',
    render: (fen: number) => <Money fen={fen} />,
  },
  {
    title: '合计',
    key: 'total',
    width: 128,
    align: 'right',
    render: (_, batch) => <Money fen={batchTotal(batch)} strong />,
  },
  {
    title: '付款进度',
    key: 'progress',
    width: 160,
    render: (_, { state, counts, errorCount }) =>
      isUnconfirmed(state) ? (
        <span className="faint">{errorCount > 0 ? `${errorCount} 行未通过` : '尚未打款'}</span>
      ) : (
        <Ellipsis text={progressText(counts)} />
      ),
  },
  { title: '创建时间', dataIndex: 'createdAt', width: 112, render: (at: string) => <TimeText at={at} /> },
]

/** All batches; those that move by themselves are followed. */
export default function BatchesPage() {
  const can = useCan()
  const navigate = useNavigate()
  const { filters, page, set, setPage } = useFilters('state', 'keyword')
  const query = useApi(
    listBatches,
    { query: { page, state: filters.state as BatchState | undefined, keyword: filters.keyword } },
    {
      keepPrevious: true,
      refetchInterval: (data) => (data?.rows.some((batch) => batchPollMs(batch) !== false) ? 3_000 : false),
    },
  )
  const create = can('payout.prepare') ? (
    <Link to="/enterprise/payouts/new">
      <Button type="primary" icon={<PlusOutlined />}>
        新建发放
      </Button>
    </Link>
  ) : null

  return (
    <Page title="发放列表" extra={create}>
      <Panel flush>
        <FilterBar>
          <StateFilter
            machine={batchMachine}
            value={filters.state}
            onChange={(state) => set('state', state)}
          />
          <KeywordFilter
            value={filters.keyword}
            placeholder="批次号"
            onChange={(keyword) => set('keyword', keyword)}
          />
        </FilterBar>
        <ListTable
          query={query}
          columns={columns}
          unit="批"
          page={page}
          onPage={setPage}
          onOpen={({ id }) => void navigate(`/enterprise/payouts/${id}`)}
          empty={
            filters.state || filters.keyword ? (
              <EmptyState text="没有符合条件的批次" hint="换一个状态或批次号再试" />
            ) : (
              <EmptyState
                text="还没有发放过佣金"
                hint="灵工完成任务后，上传发佣明细即可发放"
                action={create}
              />
            )
          }
        />
      </Panel>
    </Page>
  )
}
