import { DatePicker, Select, type TableProps } from 'antd'
import dayjs from 'dayjs'
import { formatExact, listSubLedgerEntries, listSubLedgers, type ResponseOf } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { FilterBar } from '@/shared/ui/filter-bar'
import { ListTable } from '@/shared/ui/list-table'
import { Loaded } from '@/shared/ui/loaded'
import { Money } from '@/shared/ui/money'
import { Page, Panel } from '@/shared/ui/page'
import { useFilters } from '@/shared/ui/use-filters'
import type { SubLedger } from '../parts/types'

type Entry = ResponseOf<typeof listSubLedgerEntries>['rows'][number]

const columns: NonNullable<TableProps<Entry>['columns']> = [
  { title: '时间', dataIndex: 'at', width: 200, className: 'num', render: formatExact },
  { title: '摘要', dataIndex: 'text', render: (text: string) => <Ellipsis text={text} /> },
  { title: '单号', dataIndex: 'reference', width: 260, render: (text: string) => <Ellipsis text={text} /> },
  {
    title: '金额',
    dataIndex: 'amount',
    width: 176,
    align: 'right',
    render: (fen: number) => <Money fen={fen} signed strong />,
  },
]

/** What came into and left the available balance of a sub-ledger, newest first. */
export default function EntriesPage() {
  const query = useApi(listSubLedgers, {})
  return (
    <Page title="收支明细" note="子账簿可用余额的每一笔变动">
      <Loaded query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Panel>
              <EmptyState text="还没有账户" hint="开通子账簿并充值后，这里会列出每一笔收支" />
            </Panel>
          ) : (
            <Entries subLedgers={rows} />
          )
        }
      </Loaded>
    </Page>
  )
}

function Entries({ subLedgers }: { subLedgers: SubLedger[] }) {
  const { filters, page, set, setPage } = useFilters('account', 'days')
  const [from, to] = filters.days?.split('_') ?? []
  const account = subLedgers.find(({ id }) => id === filters.account) ?? subLedgers[0]
  const query = useApi(
    listSubLedgerEntries,
    { params: { id: account?.id ?? '' }, query: { page, from: from || undefined, to: to || undefined } },
    { keepPrevious: true, enabled: account !== undefined },
  )
  const dated = filters.days !== undefined
  return (
    <Panel flush>
      <FilterBar
        extra={
          account && (
            <span className="soft">
              可用余额 <Money fen={account.available} strong />
            </span>
          )
        }
      >
        <Select
          aria-label="账户"
          style={{ width: 280 }}
          {...(account ? { value: account.id } : {})}
          onChange={(id) => set('account', id)}
          options={subLedgers.map(({ id, providerName }) => ({ value: id, label: providerName }))}
        />
        <DatePicker.RangePicker
          aria-label="日期范围"
          allowEmpty={[true, true]}
          placeholder={['开始日期', '结束日期']}
          value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
          onChange={(days) => {
            const chosen = [days?.[0], days?.[1]].map((day) => day?.format('YYYY-MM-DD') ?? '')
            set('days', chosen.some(Boolean) ? chosen.join('_') : undefined)
          }}
        />
      </FilterBar>
      <ListTable
        query={query}
        columns={columns}
        unit="笔"
        page={page}
        onPage={setPage}
        empty={
          dated ? (
            <EmptyState text="这段时间没有收支" hint="换一段日期再查" />
          ) : (
            <EmptyState text="还没有收支" hint="充值到账后，这里会列出每一笔收支" />
          )
        }
      />
    </Panel>
  )
}
