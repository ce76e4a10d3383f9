import { Alert, Table } from 'antd'
import { attemptMachine, getItem, itemMachine } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { DetailDrawer, DrawerSection } from '@/shared/ui/detail-drawer'
import { Facts } from '@/shared/ui/facts'
import { Loaded } from '@/shared/ui/loaded'
import { Money } from '@/shared/ui/money'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import { History } from '@/shared/ui/timeline'

const moving = new Set(['confirmed', 'sending', 'reissuing'])

/** One payment: to whom, how much, every try at the bank, history. */
export function PaymentDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const item = useApi(
    getItem,
    { params: { id: id ?? '' } },
    { enabled: id !== null, refetchInterval: (data) => (data && moving.has(data.state) ? 2_000 : false) },
  )
  const { data } = item
  return (
    <DetailDrawer
      open={id !== null}
      onClose={onClose}
      width={680}
      title={data ? `付款 ${data.number}` : '付款'}
      tag={data ? <StateTag machine={itemMachine} state={data.state} /> : null}
    >
      <Loaded query={item} rows={10}>
        {(found) => (
          <>
            {found.problem ? (
              <Alert type="warning" showIcon title={found.problem} className="error-alert" />
            ) : null}
            <DrawerSection title="付款">
              <Facts
                items={[
                  { label: '灵工', value: found.name },
                  { label: '手机号', value: <span className="num">{found.phone}</span> },
                  { label: '身份证号', value: <span className="num">{found.idNumber}</span> },
                  {
                    label: '收款卡',
                    value: (
                      <span className="num">
                        {found.bankName} 尾号 {found.cardTail}
                      </span>
                    ),
                  },
                  { label: '佣金', value: <Money fen={found.amount} strong /> },
                  { label: '代扣个税', value: <Money fen={found.tax} /> },
                  { label: '实付', value: <Money fen={found.amount - found.tax} strong /> },
                  { label: '服务费', value: <Money fen={found.fee} /> },
                  { label: '任务', value: `${found.taskTitle}（${found.taskNumber}）` },
                  { label: '企业订单号', value: found.orderNumber },
                  { label: '银行流水号', value: found.bankSerial },
                  { label: '备注', value: found.remark || null },
                ]}
              />
            </DrawerSection>
            <DrawerSection title="付款尝试">
              <Table
                size="small"
                rowKey="number"
                pagination={false}
                dataSource={found.attempts}
                locale={{ emptyText: '还没有提交银行' }}
                columns={[
                  {
                    title: '请求号',
                    dataIndex: 'number',
                    width: 200,
                    render: (number: string) => <span className="num">{number}</span>,
                  },
                  { title: '结果', dataIndex: 'text' },
                  {
                    title: '状态',
                    dataIndex: 'state',
                    width: 100,
                    render: (state: keyof typeof attemptMachine.labels) => (
                      <StateTag machine={attemptMachine} state={state} />
                    ),
                  },
                  {
                    title: '时间',
                    dataIndex: 'at',
                    width: 130,
                    render: (at: string) => <TimeText at={at} />,
                  },
                ]}
              />
            </DrawerSection>
            <DrawerSection title="记录">
              <History entries={found.timeline} />
            </DrawerSection>
          </>
        )}
      </Loaded>
    </DetailDrawer>
  )
}
