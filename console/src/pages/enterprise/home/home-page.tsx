import { Button, Skeleton } from 'antd'
import { Link } from 'react-router'
import { useCan } from '@/shared/session'
import { Page } from '@/shared/ui/page'
import { serverNow } from '@/shared/clock'
import { ErrorState } from '@/shared/ui/error-state'
import { Figures } from './figures'
import { progressOf } from './progress'
import { ProgressPanel } from './progress-panel'
import { RecentBatches } from './recent-batches'
import { ToDoPanel } from './to-do-panel'
import { toDosOf } from './to-dos'
import { useStanding } from './use-standing'

/** How far the enterprise is, what waits for it, and its figures. */
export default function HomePage() {
  const can = useCan()
  const { standing, error, retry } = useStanding()
  const extra = (
    <>
      {can('task.manage') && (
        <Link to="/enterprise/tasks/new">
          <Button>发布任务</Button>
        </Link>
      )}
      {can('payout.prepare') && (
        <Link to="/enterprise/payouts/new">
          <Button type="primary">新建发放</Button>
        </Link>
      )}
    </>
  )
  if (!standing) {
    return (
      <Page title="首页">
        {error ? <ErrorState error={error} onRetry={retry} /> : <Skeleton active paragraph={{ rows: 10 }} />}
      </Page>
    )
  }
  const progress = progressOf(standing)
  const done = progress.current === progress.steps.length
  return (
    <Page title="首页" note="今天要处理的在这里" extra={done && extra}>
      {!done && <ProgressPanel progress={progress} />}
      <Figures standing={standing} />
      <div className="home-columns">
        <ToDoPanel toDos={toDosOf(standing, serverNow())} />
        <RecentBatches batches={standing.batches.slice(0, 6)} />
      </div>
      {done && <ProgressPanel progress={progress} />}
    </Page>
  )
}
