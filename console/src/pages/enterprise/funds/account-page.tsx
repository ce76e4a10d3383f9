import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { listEngagements, listSubLedgers } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import { EmptyState } from '@/shared/ui/empty'
import { Loaded } from '@/shared/ui/loaded'
import { Page, Panel } from '@/shared/ui/page'
import type { Engagement } from '../parts/types'
import { OpenSubLedgerModal } from './open-sub-ledger-modal'
import { SubLedgerCard } from './sub-ledger-card'

/** The sub-ledgers: where to transfer to, what is on them, and opening those that are missing. */
export default function AccountPage() {
  const can = useCan()
  const [opening, setOpening] = useState<Engagement | null>(null)
  const engagements = useApi(listEngagements, { query: {} })
  const subLedgers = useApi(
    listSubLedgers,
    {},
    {
      refetchInterval: (data) =>
        data?.rows.some(({ state, problem }) => state === 'opening' && problem === null) ? 2_000 : 5_000,
    },
  )
  const manage = can('subledger.manage')

  return (
    <Page title="我的账户" note="每家服务商一个子账簿；从对公账户转账到收款账号即为充值">
      <Loaded query={subLedgers}>
        {({ rows }) => (
          <Loaded query={engagements}>
            {({ rows: signed }) => {
              const without = signed.filter(
                ({ id, state }) => state === 'active' && !rows.some((row) => row.engagementId === id),
              )
              return (
                <>
                  {rows.map((row) => (
                    <SubLedgerCard
                      key={row.id}
                      subLedger={row}
                      onReopen={() => setOpening(signed.find(({ id }) => id === row.engagementId) ?? null)}
                    />
                  ))}
                  {without.map((engagement) => (
                    <Panel key={engagement.id} title={engagement.providerName}>
                      <EmptyState
                        text="还没有开通子账簿"
                        hint="绑定本企业的对公账户，银行会给出专用收款账号；充值和退款都经过这个对公账户"
                        action={
                          manage && (
                            <Button type="primary" onClick={() => setOpening(engagement)}>
                              开通子账簿
                            </Button>
                          )
                        }
                      />
                    </Panel>
                  ))}
                  {rows.length === 0 && without.length === 0 && (
                    <Panel>
                      <EmptyState
                        text="还没有账户"
                        hint="与服务商的合同生效后，就可以在这里开通子账簿并充值"
                        action={
                          <Link to="/enterprise/contracts">
                            <Button type="primary">查看我的合同</Button>
                          </Link>
                        }
                      />
                    </Panel>
                  )}
                </>
              )
            }}
          </Loaded>
        )}
      </Loaded>
      {opening && <OpenSubLedgerModal engagement={opening} onClose={() => setOpening(null)} />}
    </Page>
  )
}
