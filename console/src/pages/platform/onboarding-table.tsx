import { Button } from 'antd'
import { useNavigate } from 'react-router'
import type { ReactNode } from 'react'
import { onboardingMachine } from '@linggong/shared'
import type { ApiError, ResponseOf, listOnboardings } from '@linggong/shared'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { ListTable } from '@/shared/ui/list-table'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'

type Rows = ResponseOf<typeof listOnboardings>

/** Applications, one a row; a click opens the review. */
export function OnboardingTable({
  query,
  empty,
  onOpen,
  ...pages
}: {
  query: { data: Rows | undefined; error: ApiError | null; isFetching: boolean; refetch: () => unknown }
  empty: ReactNode
  /** Without it a row leads to the list with its review open. */
  onOpen?: (id: string) => void
  page?: number
  onPage?: (page: number) => void
}) {
  const navigate = useNavigate()
  const open = (id: string) =>
    onOpen ? onOpen(id) : void navigate(`/platform/onboardings?state=submitted&id=${id}`)
  return (
    <ListTable
      query={query}
      {...pages}
      empty={empty}
      onOpen={({ id }) => open(id)}
      columns={[
        { title: '企业名称', dataIndex: 'name', render: (name: string) => <Ellipsis text={name} /> },
        {
          title: '统一社会信用代码',
          dataIndex: 'creditCode',
          width: 200,
          render: (code: string) => <span className="num">{code}</span>,
        },
        { title: '联系人', dataIndex: 'contactName', width: 120 },
        {
          title: '提交时间',
          dataIndex: 'submittedAt',
          width: 150,
          render: (at: string | null) => <TimeText at={at} />,
        },
        {
          title: '状态',
          dataIndex: 'state',
          width: 120,
          render: (_, row) => <StateTag machine={onboardingMachine} state={row.state} />,
        },
        {
          title: '操作',
          key: 'actions',
          width: 100,
          render: (_, row) => (
            <Button
              type="link"
              size="small"
              style={{ padding: 0 }}
              onClick={() => open(row.id)}
              aria-label={`${row.state === 'submitted' ? '审核' : '查看'} ${row.name}`}
            >
              {row.state === 'submitted' ? '审核' : '查看'}
            </Button>
          ),
        },
      ]}
    />
  )
}
