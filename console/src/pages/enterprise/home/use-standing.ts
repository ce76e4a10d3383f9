import {
  listBatches,
  listEngagements,
  listPayoutOptions,
  listReturned,
  listSubLedgers,
  listTasks,
  listWorkers,
  type ApiError,
} from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { useCan } from '@/shared/session'
import type { Batch, Engagement, Item, PayoutOption, SubLedger, Task } from '../parts/types'

/** How often the home page is read again, ms. */
const pollMs = 15_000

/** What the enterprise has now; what the role may not see is empty. */
export interface HomeStanding {
  engagements: Engagement[]
  subLedgers: SubLedger[]
  tasks: Task[]
  batches: Batch[]
  returned: Item[]
  options: PayoutOption[]
  /** null when the role does not show workers. */
  workers: number | null
}

/** Reads everything that the home page judges by. `standing` is undefined until all of it is there. */
export function useStanding(): {
  standing: HomeStanding | undefined
  error: ApiError | null
  retry: () => void
} {
  const can = useCan()
  const often = { refetchInterval: pollMs }
  const engagements = useApi(listEngagements, { query: {} }, { ...often, enabled: can('engagement.read') })
  const subLedgers = useApi(listSubLedgers, {}, { ...often, enabled: can('subledger.read') })
  const tasks = useApi(listTasks, { query: { pageSize: 100 } }, { ...often, enabled: can('task.read') })
  const payouts = { ...often, enabled: can('payout.read') }
  const batches = useApi(listBatches, { query: { pageSize: 50 } }, payouts)
  const returned = useApi(listReturned, {}, payouts)
  const options = useApi(listPayoutOptions, {}, payouts)
  const workers = useApi(listWorkers, { query: { pageSize: 1 } }, { enabled: can('worker.read') })

  const queries = [engagements, subLedgers, tasks, batches, returned, options, workers]
  const waiting = queries.some(({ data, isLoading }) => data === undefined && isLoading)
  const failed = queries.find(({ data, error }) => data === undefined && error !== null)
  return {
    error: failed?.error ?? null,
    retry: () => queries.forEach((query) => query.error && void query.refetch()),
    standing:
      waiting || failed
        ? undefined
        : {
            engagements: engagements.data?.rows ?? [],
            subLedgers: subLedgers.data?.rows ?? [],
            tasks: tasks.data?.rows ?? [],
            batches: batches.data?.rows ?? [],
            returned: returned.data?.rows ?? [],
            options: options.data?.rows ?? [],
            workers: workers.data?.total ?? null,
          },
  }
}
