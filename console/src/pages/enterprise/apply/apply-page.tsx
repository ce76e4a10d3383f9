import { Alert, Button, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { listDirectory, listEngagements } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { EmptyState } from '@/shared/ui/empty'
import { Loaded } from '@/shared/ui/loaded'
import { Page, Panel } from '@/shared/ui/page'
import { cutoffWarning, rateText } from '../parts/terms'
import type { DirectoryProvider, Engagement } from '../parts/types'
import { ApplyDrawer } from './apply-drawer'
import { ItemTerms } from './item-terms'

/** The providers an enterprise can apply to, with their service items. */
export default function ApplyPage() {
  const query = useApi(listDirectory, {})
  const engagements = useApi(listEngagements, { query: {} })
  const [chosen, setChosen] = useState<DirectoryProvider | null>(null)
  return (
    <Page title="新签服务商" note="选择一家财税服务商提交申请，服务商审核通过后在线签署合同">
      <Loaded query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Panel>
              <EmptyState text="暂时没有可签约的服务商" hint="平台开通服务商并设置服务项后，会出现在这里" />
            </Panel>
          ) : (
            <div className="providers">
              {rows.map((provider) => (
                <ProviderCard
                  key={provider.id}
                  provider={provider}
                  engagement={engagements.data?.rows.find(
                    ({ providerId, state }) => providerId === provider.id && state !== 'terminated',
                  )}
                  onApply={() => setChosen(provider)}
                />
              ))}
            </div>
          )
        }
      </Loaded>
      <ApplyDrawer provider={chosen} onClose={() => setChosen(null)} />
    </Page>
  )
}

function ProviderCard(props: {
  provider: DirectoryProvider
  engagement: Engagement | undefined
  onApply: () => void
}) {
  const { provider, engagement, onApply } = props
  const { name, serviceItems, daysToCutoff } = provider
  const warning = cutoffWarning(daysToCutoff)
  const rates = serviceItems.map(({ feeRate }) => feeRate)
  return (
    <section className="panel provider-card" aria-label={name}>
      <div className="provider-card__head">
        <h2 className="panel__title">{name}</h2>
        <Tag>服务费率 {rateText(Math.min(...rates))} 起</Tag>
      </div>
      {serviceItems.map((item) => (
        <div key={item.id} className="provider-card__item">
          <div className="provider-card__name">{item.name}</div>
          <ItemTerms item={item} />
        </div>
      ))}
      {warning && <Alert type="warning" showIcon title={warning} />}
      <div className="provider-card__foot">
        {engagement ? (
          <Link to={`/enterprise/contracts?id=${engagement.id}`}>
            <Button>已有签约，查看进展</Button>
          </Link>
        ) : (
          <Button type="primary" onClick={onApply}>
            申请签约
          </Button>
        )}
      </div>
    </section>
  )
}
