import type { TableProps } from 'antd'
import { useState } from 'react'
import { envelopeMachine, formatDayRange, listContracts } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { ListTable } from '@/shared/ui/list-table'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import type { Envelope } from '../parts/types'

function otherParty({ parties }: Envelope): string {
  return parties
    .filter(({ role }) => role !== 'enterprise')
    .map(({ name }) => name)
    .join('、')
}

const columns: NonNullable<TableProps<Envelope>['columns']> = [
  { title: '合同编号', dataIndex: 'number', width: 192, className: 'num' },
  { title: '合同名称', dataIndex: 'title', render: (text: string) => <Ellipsis text={text} /> },
  { title: '对方', key: 'party', width: 208, render: (_, row) => <Ellipsis text={otherParty(row)} /> },
  {
    title: '合同期限',
    key: 'term',
    width: 256,
    render: (_, row) => formatDayRange(row.termFrom, row.termTo),
  },
  {
    title: '状态',
    dataIndex: 'state',
    width: 96,
    render: (state: Envelope['state']) => <StateTag machine={envelopeMachine} state={state} />,
  },
  { title: '签署', key: 'signed', width: 156, render: (_, row) => <Signed envelope={row} /> },
]

/** Every contract file the enterprise is a party of, also earlier ones. */
export function ContractFiles({ onOpen }: { onOpen: (id: string) => void }) {
  const [page, setPage] = useState(1)
  return (
    <ListTable
      query={useApi(listContracts, { query: { page } }, { keepPrevious: true })}
      page={page}
      onPage={setPage}
      columns={columns}
      unit="份合同"
      onOpen={({ id }) => onOpen(id)}
      empty={<EmptyState text="还没有合同文件" hint="服务商通过申请后，合同会自动生成并出现在这里" />}
    />
  )
}

function Signed({ envelope }: { envelope: Envelope }) {
  const { state, parties, deadline } = envelope
  const last = parties
    .map(({ signedAt }) => signedAt ?? '')
    .toSorted()
    .at(-1)
  if (state === 'completed' && last) return <TimeText at={last} />
  if (state !== 'sent' && state !== 'part-signed') return <span className="faint">–</span>
  return (
    <span className="warn">
      <TimeText at={deadline} /> 截止
    </span>
  )
}
