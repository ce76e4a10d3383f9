import { listWorkers, registrationMachine } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { EmptyState } from '@/shared/ui/empty'
import { FilterBar, KeywordFilter } from '@/shared/ui/filter-bar'
import { ListTable } from '@/shared/ui/list-table'
import { Money } from '@/shared/ui/money'
import { Page, Panel } from '@/shared/ui/page'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import { useFilters } from '@/shared/ui/use-filters'

/** Workers contracted with this provider. */
export default function WorkersPage() {
  const { filters, page, set, setPage } = useFilters('keyword')
  const list = useApi(listWorkers, { query: { ...filters, page } }, { keepPrevious: true })
  return (
    <Page title="灵工" note="与您签过合同的灵工">
      <Panel flush>
        <FilterBar>
          <KeywordFilter
            value={filters.keyword}
            placeholder="姓名或手机号"
            onChange={(keyword) => set('keyword', keyword)}
          />
        </FilterBar>
        <ListTable
          query={list}
          unit="人"
          page={page}
          onPage={setPage}
          empty={
            <EmptyState
              text={filters.keyword ? '没有符合条件的灵工' : '还没有灵工'}
              hint={filters.keyword ? '换个关键词试试' : '灵工签署合同后会出现在这里'}
            />
          }
          columns={[
            { title: '姓名', dataIndex: 'name', width: 140 },
            {
              title: '手机号',
              dataIndex: 'phone',
              width: 140,
              render: (phone: string) => <span className="num">{phone}</span>,
            },
            {
              title: '身份证号',
              dataIndex: 'idNumber',
              render: (id: string | null) => <span className="num">{id ?? '–'}</span>,
            },
            {
              title: '注册',
              dataIndex: 'registration',
              width: 140,
              render: (_, row) => <StateTag machine={registrationMachine} state={row.registration} />,
            },
            {
              title: '合同',
              dataIndex: 'contracted',
              width: 110,
              render: (contracted: boolean) =>
                contracted ? '有效' : <span className="warn">未签或到期</span>,
            },
            {
              title: '累计付款',
              dataIndex: 'paid',
              width: 160,
              align: 'right',
              render: (fen: number) => <Money fen={fen} />,
            },
            {
              title: '加入时间',
              dataIndex: 'since',
              width: 150,
              render: (at: string) => <TimeText at={at} />,
            },
          ]}
        />
      </Panel>
    </Page>
  )
}
