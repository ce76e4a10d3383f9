import { Table } from 'antd'
import type { ResponseOf, listProviders } from '@linggong/shared'
import { DetailDrawer, DrawerSection } from '@/shared/ui/detail-drawer'
import { Facts } from '@/shared/ui/facts'
import { Money } from '@/shared/ui/money'
import { TimeText } from '@/shared/ui/time'
import { percent } from '@/shared/ui/percent'

type Provider = ResponseOf<typeof listProviders>['rows'][number]

/** One provider as the platform sees it. */
export function ProviderDrawer({ provider, onClose }: { provider: Provider | null; onClose: () => void }) {
  return (
    <DetailDrawer open={provider !== null} onClose={onClose} title={provider?.name ?? '服务商'} width={720}>
      {provider ? (
        <>
          <DrawerSection title="基本信息">
            <Facts
              items={[
                { label: '统一社会信用代码', value: <span className="num">{provider.creditCode}</span> },
                { label: '银行账号', value: <span className="num">{provider.bankAccountNo}</span> },
                { label: '管理员手机', value: <span className="num">{provider.adminPhone}</span> },
                { label: '开通时间', value: <TimeText at={provider.createdAt} /> },
                { label: '企业合同自动盖章', value: provider.autoSeal ? '已开启' : '未开启' },
                { label: '灵工合同静默签署', value: provider.silentSigning ? '已开启' : '未开启' },
              ]}
            />
          </DrawerSection>
          <DrawerSection title="服务项">
            <Table
              size="small"
              rowKey="id"
              pagination={false}
              dataSource={provider.serviceItems}
              locale={{ emptyText: '服务商管理员还没有设置服务项' }}
              columns={[
                { title: '名称', dataIndex: 'name' },
                { title: '发票类目', dataIndex: 'invoiceCategory', width: 130 },
                {
                  title: '费率',
                  dataIndex: 'feeRate',
                  width: 80,
                  align: 'right',
                  render: (rate: number) => <span className="num">{percent(rate)}</span>,
                },
                {
                  title: '开票截止日',
                  dataIndex: 'invoiceCutoffDay',
                  width: 110,
                  render: (day: number) => `每月 ${day} 日`,
                },
                {
                  title: '起开金额',
                  dataIndex: 'minimumInvoice',
                  width: 120,
                  align: 'right',
                  render: (fen: number) => (fen > 0 ? <Money fen={fen} /> : '不限'),
                },
              ]}
            />
          </DrawerSection>
        </>
      ) : null}
    </DetailDrawer>
  )
}
