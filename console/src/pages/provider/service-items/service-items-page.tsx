import { Button } from 'antd'
import { useState } from 'react'
import { getOwnProvider } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { ListTable } from '@/shared/ui/list-table'
import { Money } from '@/shared/ui/money'
import { Page, Panel } from '@/shared/ui/page'
import { percent } from '@/shared/ui/percent'
import { ServiceItemModal } from './service-item-modal'

export type ServiceItem = ResponseOf<typeof getOwnProvider>['serviceItems'][number]

/** What the provider offers: fee rate, invoice cut-off and minimum. */
export default function ServiceItemsPage() {
  const profile = useApi(getOwnProvider, {})
  const [edited, setEdited] = useState<ServiceItem | 'new' | null>(null)
  const add = (
    <Button type="primary" onClick={() => setEdited('new')}>
      新增服务项
    </Button>
  )
  return (
    <Page title="服务项与费率" note="企业签约时从这里选择；已签合同的费率不受修改影响" extra={add}>
      <Panel flush>
        <ListTable<ServiceItem>
          query={{ ...profile, data: profile.data ? { rows: profile.data.serviceItems } : undefined }}
          unit="个服务项"
          empty={
            <EmptyState text="还没有服务项" hint="新增后，企业才能在名录里看到您并申请签约" action={add} />
          }
          columns={[
            { title: '服务项', dataIndex: 'name', render: (name: string) => <Ellipsis text={name} /> },
            { title: '发票类目', dataIndex: 'invoiceCategory', width: 180 },
            {
              title: '服务费率',
              dataIndex: 'feeRate',
              width: 120,
              align: 'right',
              render: (rate: number) => <span className="num">{percent(rate)}</span>,
            },
            {
              title: '开票截止日',
              dataIndex: 'invoiceCutoffDay',
              width: 140,
              align: 'right',
              render: (day: number) => <span className="num">每月 {day} 日</span>,
            },
            {
              title: '起开金额',
              dataIndex: 'minimumInvoice',
              width: 160,
              align: 'right',
              render: (fen: number) => (fen > 0 ? <Money fen={fen} /> : '不限'),
            },
            {
              title: '操作',
              key: 'actions',
              width: 90,
              render: (_, item) => (
                <Button
                  type="link"
                  size="small"
                  style={{ padding: 0 }}
                  aria-label={`修改 ${item.name}`}
                  onClick={() => setEdited(item)}
                >
                  修改
                </Button>
              ),
            },
          ]}
        />
      </Panel>
      <ServiceItemModal item={edited} onClose={() => setEdited(null)} />
    </Page>
  )
}
