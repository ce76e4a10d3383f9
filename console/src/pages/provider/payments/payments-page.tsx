import { itemMachine, listProviderItems } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { FilterBar, StateFilter } from '@/shared/ui/filter-bar'
import { ListTable } from '@/shared/ui/list-table'
import { Money } from '@/shared/ui/money'
import { Page, Panel } from '@/shared/ui/page'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import { TwoLines } from '@/shared/ui/two-lines'
import { useFilters } from '@/shared/ui/use-filters'
import { PaymentDrawer } from './payment-drawer'

/** Payments to workers through this provider, newest first. */
export default function PaymentsPage() {
  const { filters, page, set, setPage, opened, open } = useFilters('state')
  const state = filters.state as keyof typeof itemMachine.labels | undefined
  const list = useApi(
    listProviderItems,
    { query: { page, ...(state ? { state } : {}) } },
    { keepPrevious: true, refetchInterval: 10_000 },
  )
  return (
    <Page title="付款记录" note="经您的账户付给灵工的每一笔">
      <Panel flush>
        <FilterBar>
          <StateFilter machine={itemMachine} value={state} onChange={(next) => set('state', next)} />
        </FilterBar>
        <ListTable
          query={list}
          unit="笔"
          page={page}
          onPage={setPage}
          onOpen={({ id }) => open(id)}
          empty={
            <EmptyState
              text={state ? '没有这个状态的付款' : '还没有付款'}
              hint={state ? '换个状态试试' : '企业确认打款后会出现在这里'}
            />
          }
          columns={[
            {
              title: '付款编号',
              dataIndex: 'number',
              width: 180,
              render: (number: string) => <span className="num">{number}</span>,
            },
            {
              title: '灵工与收款卡',
              key: 'worker',
              width: 190,
              render: (_, row) => <TwoLines main={row.name} below={`${row.bankName} 尾号 ${row.cardTail}`} />,
            },
            {
              title: '任务',
              dataIndex: 'taskTitle',
              render: (title: string) => <Ellipsis text={title} />,
            },
            {
              title: '佣金',
              dataIndex: 'amount',
              width: 130,
              align: 'right',
              render: (fen: number) => <Money fen={fen} />,
            },
            {
              title: '代扣个税',
              dataIndex: 'tax',
              width: 120,
              align: 'right',
              render: (fen: number) => <Money fen={fen} />,
            },
            {
              title: '状态',
              key: 'state',
              width: 120,
              render: (_, row) => <StateTag machine={itemMachine} state={row.state} />,
            },
            {
              title: '更新',
              dataIndex: 'updatedAt',
              width: 130,
              render: (at: string) => <TimeText at={at} />,
            },
          ]}
        />
      </Panel>
      <PaymentDrawer id={opened} onClose={() => open(null)} />
    </Page>
  )
}
