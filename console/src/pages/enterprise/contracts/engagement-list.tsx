import type { TableProps } from 'antd'
import type { ReactNode } from 'react'
import { engagementMachine, formatDayRange, listEngagements, type StateOf } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { FilterBar, StateFilter } from '@/shared/ui/filter-bar'
import { ListTable } from '@/shared/ui/list-table'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import { RowLink } from '../parts/row-link'
import { rateText } from '../parts/terms'
import type { Engagement } from '../parts/types'
import { EngagementNext } from './engagement-next'

type EngagementState = StateOf<typeof engagementMachine>

const columns: NonNullable<TableProps<Engagement>['columns']> = [
  {
    title: '服务商',
    dataIndex: 'providerName',
    render: (text: string, { id }) => <RowLink id={id} text={text} />,
  },
  {
    title: '服务项',
    dataIndex: 'serviceItemName',
    width: 168,
    render: (text: string) => <Ellipsis text={text} />,
  },
  { title: '服务费率', dataIndex: 'feeRate', width: 80, align: 'right', render: rateText },
  {
    title: '合同期限',
    key: 'term',
    width: 256,
    render: (_, { termFrom, termTo }) =>
      termFrom && termTo ? formatDayRange(termFrom, termTo) : <span className="faint">签署后生效</span>,
  },
  {
    title: '状态',
    dataIndex: 'state',
    width: 112,
    render: (state: EngagementState) => <StateTag machine={engagementMachine} state={state} />,
  },
  { title: '申请时间', dataIndex: 'appliedAt', width: 112, render: (at: string) => <TimeText at={at} /> },
  {
    title: '操作',
    key: 'next',
    width: 96,
    render: (_, engagement) => <EngagementNext engagement={engagement} type="link" />,
  },
]

/** How each contract with a provider stands; what changes by itself is followed. */
export function EngagementList(props: {
  state: string | undefined
  onState: (state: string | undefined) => void
  onOpen: (id: string) => void
  empty: ReactNode
}) {
  const { state, onState, onOpen, empty } = props
  const query = useApi(
    listEngagements,
    { query: { state: state as EngagementState | undefined } },
    {
      keepPrevious: true,
      refetchInterval: (data) => (data?.rows.some((row) => row.state === 'approved') ? 2_000 : 5_000),
    },
  )
  return (
    <>
      <FilterBar>
        <StateFilter machine={engagementMachine} value={state} onChange={onState} />
      </FilterBar>
      <ListTable
        query={query}
        columns={columns}
        unit="家服务商"
        onOpen={({ id }) => onOpen(id)}
        empty={
          state ? (
            <EmptyState text="没有这个状态的签约" />
          ) : (
            <EmptyState
              text="还没有签约服务商"
              hint="选择一家财税服务商提交申请，通过后在线签署合同"
              action={empty}
            />
          )
        }
      />
    </>
  )
}
