import { Link } from 'react-router'
import { batchMachine } from '@linggong/shared'
import { EmptyState } from '@/shared/ui/empty'
import { Money } from '@/shared/ui/money'
import { Panel } from '@/shared/ui/page'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import type { Batch } from '../parts/types'
import { batchTotal } from '../payouts/batch-words'

/** The latest batches, newest first. */
export function RecentBatches({ batches }: { batches: Batch[] }) {
  return (
    <Panel title="最近发放" extra={<Link to="/enterprise/payouts">全部</Link>}>
      {batches.length === 0 ? (
        <EmptyState text="还没有发放过佣金" hint="灵工完成任务后，上传发佣明细即可发放" />
      ) : (
        <ul className="to-dos">
          {batches.map((batch) => (
            <li key={batch.id}>
              <Link to={`/enterprise/payouts/${batch.id}`} className="to-do">
                <span className="num">{batch.number}</span>
                <StateTag machine={batchMachine} state={batch.state} />
                <span className="to-do__time">
                  <TimeText at={batch.createdAt} />
                </span>
                <Money fen={batchTotal(batch)} strong />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
