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
import type { ItemDetail } from '../parts/types'
import { isMovingItem } from './batch-words'

/** One payment with its attempts and history; `id` null closes it. */
export function ItemDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const query = useApi(
    getItem,
    { params: { id: id ?? '' } },
    {
      enabled: id !== null,
      refetchInterval: (item) => (item && isMovingItem(item.state) ? 2_000 : false),
    },
  )
  const item = id === null ? undefined : query.data
  return (
    <DetailDrawer
      open={id !== null}
      title={item ? `付给${item.name}` : '付款详情'}
      tag={item && <StateTag machine={itemMachine} state={item.state} />}
      width={680}
      onClose={onClose}
    >
      {id && <Loaded query={query}>{(data) => <ItemBody item={data} />}</Loaded>}
    </DetailDrawer>
  )
}

function ItemBody({ item }: { item: ItemDetail }) {
  return (
    <>
      {item.problem && <Alert type="warning" showIcon title={item.problem} style={{ marginBottom: 16 }} />}
      <DrawerSection title="付款">
        <Facts
          items={[
            { label: '付款单号', value: <span className="num">{item.number}</span> },
            { label: '佣金（税前）', value: <Money fen={item.amount} strong /> },
            { label: '代扣个人所得税', value: <Money fen={item.tax} /> },
            { label: '灵工实得', value: <Money fen={item.amount - item.tax} /> },
            { label: '服务费', value: <Money fen={item.fee} /> },
            { label: '银行流水号', value: item.bankSerial && <span className="num">{item.bankSerial}</span> },
            { label: '企业订单号', value: item.orderNumber },
            { label: '备注', value: item.remark || null },
          ]}
        />
      </DrawerSection>
      <DrawerSection title="收款人">
        <Facts
          items={[
            { label: '姓名', value: item.name },
            { label: '手机号', value: <span className="num">{item.phone}</span> },
            { label: '身份证号', value: <span className="num">{item.idNumber}</span> },
            { label: '结算卡', value: `${item.bankName}（尾号 ${item.cardTail}）` },
            { label: '任务', value: `${item.taskTitle}（${item.taskNumber}）`, wide: true },
          ]}
        />
      </DrawerSection>
      {item.attempts.length > 0 && (
        <DrawerSection title="付款记录">
          <Table
            size="small"
            rowKey="number"
            tableLayout="fixed"
            pagination={false}
            dataSource={item.attempts}
            columns={[
              { title: '银行请求号', dataIndex: 'number', width: 184, className: 'num' },
              {
                title: '结果',
                dataIndex: 'state',
                width: 96,
                render: (state: string) => <StateTag machine={attemptMachine} state={state as never} />,
              },
              { title: '说明', dataIndex: 'text' },
              { title: '时间', dataIndex: 'at', width: 120, render: (at: string) => <TimeText at={at} /> },
            ]}
          />
        </DrawerSection>
      )}
      <DrawerSection title="进展记录">
        <History entries={item.timeline} />
      </DrawerSection>
    </>
  )
}
