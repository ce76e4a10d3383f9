import { PlusOutlined } from '@ant-design/icons'
import { Button, Tabs } from 'antd'
import { Link } from 'react-router'
import { useCan } from '@/shared/session'
import { Page, Panel } from '@/shared/ui/page'
import { useFilters } from '@/shared/ui/use-filters'
import { ContractDrawer } from './contract-drawer'
import { ContractFiles } from './contract-files'
import { EngagementDrawer } from './engagement-drawer'
import { EngagementList } from './engagement-list'

/** The enterprise's contracts with providers: how each stands, and the files themselves. */
export default function ContractsPage() {
  const can = useCan()
  const { filters, opened, set, open } = useFilters('tab', 'contract', 'state')
  const apply = can('engagement.manage') ? (
    <Link to="/enterprise/apply">
      <Button type="primary" icon={<PlusOutlined />}>
        新签服务商
      </Button>
    </Link>
  ) : null
  return (
    <Page title="我的合同" extra={apply}>
      <Panel flush>
        <Tabs
          className="panel-tabs"
          activeKey={filters.tab ?? 'engagements'}
          onChange={(key) => set('tab', key === 'engagements' ? undefined : key)}
          items={[
            {
              key: 'engagements',
              label: '签约',
              children: (
                <EngagementList
                  state={filters.state}
                  onState={(state) => set('state', state)}
                  onOpen={open}
                  empty={apply}
                />
              ),
            },
            {
              key: 'files',
              label: '合同文件',
              children: <ContractFiles onOpen={(id) => set('contract', id)} />,
            },
          ]}
        />
      </Panel>
      <EngagementDrawer id={opened} onClose={() => open(null)} onContract={(id) => set('contract', id)} />
      <ContractDrawer id={filters.contract ?? null} onClose={() => set('contract', undefined)} />
    </Page>
  )
}
