import { Button, Drawer, Input, Table } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../api.ts'
import { clockTime, grouped, isoDay, yuan } from '../format.ts'
import type { Account, StatementRow } from '../types.ts'

interface Props {
  account: Account | undefined
  /** ISO, business time. */
  today: string
  onClose: () => void
}

/** One account's movements of one day, and the statement file. */
export function Statement({ account, today, onClose }: Props) {
  const [chosen, setChosen] = useState<string>()
  const [rows, setRows] = useState<StatementRow[]>([])
  const date = chosen ?? isoDay(today)
  const path = account && `bank/accounts/${account.accountNo}/statement?date=${date}`
  const balanceFen = account?.balanceFen
  useEffect(() => {
    if (path && balanceFen !== undefined)
      void call<{ rows: StatementRow[] }>(path).then(
        (answer) => setRows(answer.rows),
        () => setRows([]),
      )
  }, [path, balanceFen])

  return (
    <Drawer
      title={account?.name}
      open={account !== undefined}
      onClose={() => (setChosen(undefined), onClose())}
      size={720}
      extra={<Button href={`/sandbox/api/${path}&format=csv`}>下载对账单</Button>}
    >
      <div className="statement-head">
        <span>{grouped(account?.accountNo ?? '')}</span>
        <label>
          日期{' '}
          <Input type="date" value={date} onChange={(event) => setChosen(event.target.value || undefined)} />
        </label>
      </div>
      <Table<StatementRow>
        rowKey={(row) => row.bankSerial}
        dataSource={rows}
        size="small"
        pagination={rows.length > 20 ? { pageSize: 20 } : false}
        locale={{ emptyText: '这一天没有收支' }}
        columns={[
          { title: '时间', dataIndex: 'at', render: clockTime, width: 64 },
          {
            title: '金额',
            dataIndex: 'amountFen',
            align: 'right',
            render: (fen: number) => <span className={fen > 0 ? 'money-in' : ''}>{yuan(fen)}</span>,
          },
          { title: '余额', dataIndex: 'balanceFen', align: 'right', render: yuan },
          {
            title: '对方',
            render: (_value, row) => (
              <>
                {row.counterpartyName}
                <br />
                <small>{row.counterpartyNumber}</small>
              </>
            ),
          },
          { title: '摘要', dataIndex: 'summary' },
        ]}
      />
    </Drawer>
  )
}
