import { Table } from 'antd'
import { listRefunds, refundMachine, type StateOf } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { DetailDrawer } from '@/shared/ui/detail-drawer'
import { EmptyState } from '@/shared/ui/empty'
import { Loaded } from '@/shared/ui/loaded'
import { Money } from '@/shared/ui/money'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import type { SubLedger } from '../parts/types'

type RefundState = StateOf<typeof refundMachine>

/** The refunds of a sub-ledger; null closes it. */
export function RefundsDrawer({ subLedger, onClose }: { subLedger: SubLedger | null; onClose: () => void }) {
  const query = useApi(
    listRefunds,
    { params: { id: subLedger?.id ?? '' } },
    {
      enabled: subLedger !== null,
      refetchInterval: (data) =>
        data?.rows.some(({ state }) => state === 'requested' || state === 'sending') ? 2_000 : false,
    },
  )
  return (
    <DetailDrawer
      open={subLedger !== null}
      title={`退款记录：${subLedger?.providerName ?? ''}`}
      onClose={onClose}
    >
      <Loaded query={query}>
        {({ rows }) => (
          <Table
            size="small"
            rowKey="id"
            tableLayout="fixed"
            pagination={false}
            dataSource={rows}
            locale={{ emptyText: <EmptyState text="还没有退款" hint="余额可以随时申请退回绑定的对公账户" /> }}
            columns={[
              {
                title: '申请时间',
                dataIndex: 'requestedAt',
                width: 136,
                render: (at: string) => <TimeText at={at} />,
              },
              {
                title: '金额',
                dataIndex: 'amount',
                width: 136,
                align: 'right',
                render: (fen: number) => <Money fen={fen} strong />,
              },
              {
                title: '状态',
                dataIndex: 'state',
                width: 104,
                render: (state: RefundState) => <StateTag machine={refundMachine} state={state} />,
              },
              {
                title: '说明',
                dataIndex: 'reason',
                render: (reason: string | null) => reason ?? <span className="faint">–</span>,
              },
            ]}
          />
        )}
      </Loaded>
    </DetailDrawer>
  )
}
