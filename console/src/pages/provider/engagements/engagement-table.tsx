import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { engagementMachine } from '@linggong/shared'
import type { ApiError, ResponseOf, listEngagements } from '@linggong/shared'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { ListTable } from '@/shared/ui/list-table'
import { percent } from '@/shared/ui/percent'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'

type Rows = ResponseOf<typeof listEngagements>

/** Engagements of enterprises with this provider; a click opens the review. */
export function EngagementTable({
  query,
  empty,
  onOpen,
}: {
  query: { data: Rows | undefined; error: ApiError | null; isFetching: boolean; refetch: () => unknown }
  empty: ReactNode
  /** Without it a row leads to the list with its review open. */
  onOpen?: (id: string) => void
}) {
  const navigate = useNavigate()
  const open = (id: string) => (onOpen ? onOpen(id) : void navigate(`/provider/engagements?id=${id}`))
  return (
    <ListTable
      query={query}
      empty={empty}
      onOpen={({ id }) => open(id)}
      columns={[
        { title: '企业', dataIndex: 'enterpriseName', render: (name: string) => <Ellipsis text={name} /> },
        {
          title: '服务项',
          dataIndex: 'serviceItemName',
          width: 200,
          render: (name: string) => <Ellipsis text={name} />,
        },
        { title: '发票类目', dataIndex: 'invoiceCategory', width: 140 },
        {
          title: '费率',
          dataIndex: 'feeRate',
          width: 80,
          align: 'right',
          render: (rate: number) => <span className="num">{percent(rate)}</span>,
        },
        {
          title: '申请时间',
          dataIndex: 'appliedAt',
          width: 150,
          render: (at: string) => <TimeText at={at} />,
        },
        {
          title: '状态',
          dataIndex: 'state',
          width: 130,
          render: (_, row) => <StateTag machine={engagementMachine} state={row.state} />,
        },
        {
          title: '操作',
          key: 'actions',
          width: 80,
          render: (_, row) => {
            const verb = row.state === 'applied' ? '审核' : '查看'
            return (
              <Button
                type="link"
                size="small"
                style={{ padding: 0 }}
                onClick={() => open(row.id)}
                aria-label={`${verb} ${row.enterpriseName}`}
              >
                {verb}
              </Button>
            )
          },
        },
      ]}
    />
  )
}
