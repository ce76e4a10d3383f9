import { Button } from 'antd'
import { useState } from 'react'
import { listProviders } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { Ellipsis } from '@/shared/ui/ellipsis'
import { EmptyState } from '@/shared/ui/empty'
import { ListTable } from '@/shared/ui/list-table'
import { Page, Panel } from '@/shared/ui/page'
import { TimeText } from '@/shared/ui/time'
import { useFilters } from '@/shared/ui/use-filters'
import { CreateProviderModal } from './create-provider-modal'
import { ProviderDrawer } from './provider-drawer'

/** Providers that the platform opened. */
export default function ProvidersPage() {
  const { opened, open } = useFilters()
  const [creating, setCreating] = useState(false)
  const list = useApi(listProviders, {})
  const provider = list.data?.rows.find(({ id }) => id === opened) ?? null
  const create = (
    <Button type="primary" onClick={() => setCreating(true)}>
      新建服务商
    </Button>
  )
  return (
    <Page title="服务商" note="由平台开通；设好服务项后出现在企业的服务商名录里" extra={create}>
      <Panel flush>
        <ListTable
          query={list}
          unit="家"
          empty={<EmptyState text="还没有服务商" hint="新建后由其管理员登录设置服务项" action={create} />}
          onOpen={({ id }) => open(id)}
          columns={[
            { title: '名称', dataIndex: 'name', render: (name: string) => <Ellipsis text={name} /> },
            {
              title: '统一社会信用代码',
              dataIndex: 'creditCode',
              width: 200,
              render: (code: string) => <span className="num">{code}</span>,
            },
            {
              title: '银行账号',
              dataIndex: 'bankAccountNo',
              width: 190,
              render: (no: string) => <span className="num">{no}</span>,
            },
            { title: '管理员手机', dataIndex: 'adminPhone', width: 130, className: 'num' },
            {
              title: '服务项',
              key: 'items',
              width: 90,
              align: 'right',
              render: (_, { serviceItems }) =>
                serviceItems.length > 0 ? (
                  <span className="num">{serviceItems.length} 个</span>
                ) : (
                  <span className="warn">未设置</span>
                ),
            },
            {
              title: '开通时间',
              dataIndex: 'createdAt',
              width: 150,
              render: (at: string) => <TimeText at={at} />,
            },
          ]}
        />
      </Panel>
      <CreateProviderModal open={creating} onClose={() => setCreating(false)} onCreated={open} />
      <ProviderDrawer provider={provider} onClose={() => open(null)} />
    </Page>
  )
}
