import { Money } from '@/shared/ui/money'
import { SumLines } from '../parts/sum-lines'
import { rateText } from '../parts/terms'
import type { BatchDetail } from '../parts/types'
import { batchTotal } from './batch-words'

/** What leaves the account for a batch, line by line. */
export function BatchSums({ batch }: { batch: BatchDetail }) {
  const { available, commission, fee, feeRate, itemCount, tax } = batch
  return (
    <SumLines
      lines={[
        { label: '笔数', value: `${itemCount} 笔` },
        { label: '灵工实得', value: <Money fen={commission - tax} /> },
        { label: '代扣个人所得税', value: <Money fen={tax} /> },
        { label: '佣金', value: <Money fen={commission} strong /> },
        { label: `服务费 ${rateText(feeRate)}`, value: <Money fen={fee} /> },
        { label: '从账户支出', value: <Money fen={batchTotal(batch)} />, total: true },
        { label: '打款后可用余额', value: <Money fen={available - batchTotal(batch)} /> },
      ]}
    />
  )
}
