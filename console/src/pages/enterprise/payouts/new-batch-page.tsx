import { Alert, Button, Checkbox, Radio } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { createBatch, listBatches, listPayoutOptions } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useApi } from '@/shared/api/use-query'
import { FormWithAside } from '@/shared/form/form-sections'
import { EmptyState } from '@/shared/ui/empty'
import { ErrorAlert } from '@/shared/ui/error-state'
import { Facts } from '@/shared/ui/facts'
import { Loaded } from '@/shared/ui/loaded'
import { Money } from '@/shared/ui/money'
import { Page, Panel } from '@/shared/ui/page'
import { SumLines } from '../parts/sum-lines'
import { cutoffText, cutoffWarning, minimumInvoiceText, rateText } from '../parts/terms'
import type { PayoutOption } from '../parts/types'
import { PayoutSteps } from './payout-steps'

/** The first step of a payout: through which provider it is paid. */
export default function NewBatchPage() {
  const query = useApi(listPayoutOptions, {})
  return (
    <Page title="新建发放">
      <PayoutSteps current={0} />
      <Loaded query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Panel>
              <EmptyState
                text="还没有可以发佣的服务商"
                hint="签约服务商、合同生效并开通子账簿后，就可以在这里发放佣金"
                action={
                  <Link to="/enterprise/contracts">
                    <Button type="primary">查看我的合同</Button>
                  </Link>
                }
              />
            </Panel>
          ) : (
            <ChooseProvider options={rows} />
          )
        }
      </Loaded>
    </Page>
  )
}

function ChooseProvider({ options }: { options: PayoutOption[] }) {
  const navigate = useNavigate()
  const usable = options.filter(({ problem }) => problem === null)
  const [chosenId, setChosenId] = useState(usable.length === 1 ? usable[0]?.engagementId : undefined)
  const [notifyWorkers, setNotifyWorkers] = useState(true)
  const create = useIntent(createBatch, {
    inline: true,
    invalidate: [listBatches],
    onDone: ({ id }) => void navigate(`/enterprise/payouts/${id}`),
  })
  const chosen = usable.find(({ engagementId }) => engagementId === chosenId)
  const warning = chosen ? cutoffWarning(chosen.daysToCutoff) : null

  return (
    <FormWithAside
      aside={
        <Panel title="本次发放">
          <SumLines
            lines={[
              { label: '服务商', value: chosen?.providerName ?? <span className="faint">待选择</span> },
              { label: '服务费率', value: chosen ? rateText(chosen.feeRate) : '–' },
              { label: '可用余额', value: <Money fen={chosen?.available} />, total: true },
            ]}
          />
          <Checkbox
            checked={notifyWorkers}
            onChange={(event) => setNotifyWorkers(event.target.checked)}
            style={{ margin: '12px 0' }}
          >
            付款后通知灵工
          </Checkbox>
          <ErrorAlert error={create.error} />
          <Button
            type="primary"
            block
            disabled={!chosen}
            loading={create.running}
            onClick={() => {
              if (chosen) void create.run({ body: { engagementId: chosen.engagementId, notifyWorkers } })
            }}
          >
            下一步
          </Button>
        </Panel>
      }
    >
      <Panel title="选择服务商">
        {warning && <Alert type="warning" showIcon title={warning} style={{ marginBottom: 12 }} />}
        <Radio.Group
          value={chosenId}
          onChange={(event) => setChosenId(event.target.value as string)}
          className="choices"
        >
          {options.map((option) => (
            <OptionCard key={option.engagementId} option={option} chosen={option.engagementId === chosenId} />
          ))}
        </Radio.Group>
      </Panel>
    </FormWithAside>
  )
}

function OptionCard({ option, chosen }: { option: PayoutOption; chosen: boolean }) {
  const { engagementId, providerName, serviceItemName, problem } = option
  return (
    <Radio
      value={engagementId}
      disabled={problem !== null}
      className={chosen ? 'choice choice--chosen' : 'choice'}
    >
      <div className="choice__title">{providerName}</div>
      <Facts
        columns={5}
        items={[
          { label: '服务项', value: serviceItemName },
          { label: '服务费率', value: rateText(option.feeRate) },
          { label: '开票截止', value: cutoffText(option.invoiceCutoffDay) },
          { label: '最低开票金额', value: minimumInvoiceText(option.minimumInvoice) },
          { label: '可用余额', value: <Money fen={option.available} strong /> },
        ]}
      />
      {problem && <div className="choice__problem">{problem}</div>}
    </Radio>
  )
}
