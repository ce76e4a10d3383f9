import { timingSafeEqual } from 'node:crypto'
import type Router from '@koa/router'
import type { Context } from 'koa'
import { pingDatabase } from '../database/connection.ts'
import { AppError } from '../errors.ts'
import { DueRowModel } from '../jobs/due-row.ts'
import type { Services } from '../services.ts'
import { stateOf } from './state.ts'

/** Whether the process takes requests: true once it is prepared, false again while it drains. */
export interface Readiness {
  ready: boolean
}

const overdueMs = 60_000

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Metrics are open in development, need METRICS_TOKEN in production, and do not exist there without one. */
function assertMayReadMetrics(services: Services, ctx: Context): void {
  const { metricsToken, environment } = services.config
  if (!metricsToken && environment !== 'production') return
  if (!metricsToken || !sameText(ctx.get('authorization'), `Bearer ${metricsToken}`))
    throw new AppError('NOT_FOUND')
}

/** /healthz: the process lives. /readyz: it can serve. /metrics: Prometheus. */
export function mountOperations(router: Router, services: Services, readiness: Readiness): void {
  router.get('/healthz', (ctx) => {
    stateOf(ctx).pattern = '/healthz'
    ctx.body = { status: 'ok' }
  })
  router.get('/readyz', async (ctx) => {
    stateOf(ctx).pattern = '/readyz'
    const ok = readiness.ready && (await pingDatabase())
    ctx.status = ok ? 200 : 503
    ctx.body = { status: ok ? 'ready' : 'not-ready' }
  })
  router.get('/metrics', async (ctx) => {
    stateOf(ctx).pattern = '/metrics'
    assertMayReadMetrics(services, ctx)
    const overdue = new Date(services.clock.now().getTime() - overdueMs)
    services.metrics.openRows.set(
      await DueRowModel.countDocuments({ state: 'open', dueAt: { $lt: overdue } }),
    )
    ctx.type = services.metrics.registry.contentType
    ctx.body = await services.metrics.registry.metrics()
  })
}
