import { Button, type TableProps } from 'antd'
import { Link } from 'react-router'
import { listWorkers, registrationMachine, type ResponseOf } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { FilterBar, KeywordFilter } from '@/shared/ui/filter-bar'
import { ListTable } from '@/shared/ui/list-table'
import { Money } from '@/shared/ui/money'
import { Page, Panel } from '@/shared/ui/page'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import { useFilters } from '@/shared/ui/use-filters'

type Worker = ResponseOf<typeof listWorkers>['rows'][number]

const columns: NonNullable<TableProps<Worker>['columns']> = [
  { title: '姓名', dataIndex: 'name', render: (text: string) => <Ellipsis text={text} /> },
  { title: '手机号', dataIndex: 'phone', width: 132, className: 'num' },
  {
    title: '身份证号',
    dataIndex: 'idNumber',
    width: 188,
    className: 'num',
    render: (text: string | null) => text ?? <span className="faint">未实名</span>,
  },
  {
    title: '注册',
    dataIndex: 'registration',
    width: 120,
    render: (state: Worker['registration']) => <StateTag machine={registrationMachine} state={state} />,
  },
  {
    title: '合同',
    dataIndex: 'contracted',
    width: 88,
    render: (contracted: boolean) =>
      contracted ? <span className="soft">已签署</span> : <span className="warn">未签署</span>,
  },
  {
    title: '累计已付佣金',
    dataIndex: 'paid',
    width: 136,
    align: 'right',
    render: (fen: number) => <Money fen={fen} strong />,
  },
  { title: '首次合作', dataIndex: 'since', width: 128, render: (at: string) => <TimeText at={at} /> },
]

/** The workers the enterprise invited, assigned or paid. */
export default function WorkersPage() {
  const { filters, page, set, setPage } = useFilters('keyword')
  const query = useApi(listWorkers, { query: { page, keyword: filters.keyword } }, { keepPrevious: true })
  return (
    <Page title="灵工管理" note="在任务里指派过或发过佣金的灵工">
      <Panel flush>
        <FilterBar>
          <KeywordFilter
            value={filters.keyword}
            placeholder="姓名或手机号"
            onChange={(keyword) => set('keyword', keyword)}
          />
        </FilterBar>
        <ListTable
          query={query}
          columns={columns}
          unit="人"
          page={page}
          onPage={setPage}
          empty={
            filters.keyword ? (
              <EmptyState text="没有找到这位灵工" hint="请核对姓名，或用完整的手机号查找" />
            ) : (
              <EmptyState
                text="还没有灵工"
                hint="在任务里指派灵工，或把任务二维码发给他们，注册后会出现在这里"
                action={
                  <Link to="/enterprise/tasks">
                    <Button type="primary">去指派灵工</Button>
                  </Link>
                }
              />
            )
          }
        />
      </Panel>
    </Page>
  )
}
