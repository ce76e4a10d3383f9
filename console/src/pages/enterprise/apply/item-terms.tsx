import type { z } from 'zod'
import type { zServiceItem } from '@linggong/shared'
import { Facts } from '@/shared/ui/facts'
import { cutoffText, minimumInvoiceText, rateText } from '../parts/terms'

/** The terms of one service item, in one line. */
export function ItemTerms({ item }: { item: z.output<typeof zServiceItem> }) {
  return (
    <Facts
      columns={4}
      items={[
        { label: '发票类目', value: item.invoiceCategory },
        { label: '服务费率', value: rateText(item.feeRate) },
        { label: '开票截止', value: cutoffText(item.invoiceCutoffDay) },
        { label: '最低开票金额', value: minimumInvoiceText(item.minimumInvoice) },
      ]}
    />
  )
}
