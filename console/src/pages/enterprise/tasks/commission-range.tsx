import { formatYuan } from '@linggong/shared'

/** What one person may earn; one amount when both ends are the same. */
export function CommissionRange({ task }: { task: { commissionMin: number; commissionMax: number } }) {
  const { commissionMin, commissionMax } = task
  const low = formatYuan(commissionMin)
  return (
    <span className="num">
      {commissionMin === commissionMax ? low : `${low} 至 ${formatYuan(commissionMax)}`}
    </span>
  )
}
