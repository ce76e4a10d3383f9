import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { listPayoutOptions } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { Money } from '@/shared/ui/money'
import { Panel } from '@/shared/ui/page'
import { SumLines } from '../parts/sum-lines'
import { cutoffText, cutoffWarning, minimumInvoiceText, rateText } from '../parts/terms'
import type { BatchDetail } from '../parts/types'

/** The terms a batch is paid under, with the warning about a near invoice cut-off. */
export function BatchAside({ batch, children }: { batch: BatchDetail; children?: ReactNode }) {
  const { data } = useApi(listPayoutOptions, {})
  const terms = data?.rows.find(({ engagementId }) => engagementId === batch.engagementId)
  const warning = terms ? cutoffWarning(terms.daysToCutoff) : null
  return (
    <>
      <Panel title="发放条件">
        <SumLines
          lines={[
            { label: '服务商', value: batch.providerName },
            ...(terms ? [{ label: '服务项', value: terms.serviceItemName }] : []),
            { label: '服务费率', value: rateText(batch.feeRate) },
            ...(terms
              ? [
                  { label: '开票截止', value: cutoffText(terms.invoiceCutoffDay) },
                  { label: '最低开票金额', value: minimumInvoiceText(terms.minimumInvoice) },
                ]
              : []),
            { label: '可用余额', value: <Money fen={batch.available} />, total: true },
          ]}
        />
        {warning && <Alert type="warning" showIcon title={warning} style={{ marginTop: 12 }} />}
      </Panel>
      {children}
    </>
  )
}
