import { timingSafeEqual } from 'node:crypto'
import type Router from '@koa/router'
import type { Context } from 'koa'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { Services } from '../services.ts'
import { readJson } from './read-body.ts'
import { stateOf } from './state.ts'
import { validate } from './validate.ts'

const tenYearsMs = 10 * 366 * 24 * 60 * 60_000
const zMove = z.object({ offsetMs: z.int().min(-tenYearsMs).max(tenYearsMs) })

function assertControl(controlToken: string, ctx: Context): void {
  stateOf(ctx).pattern = '/sandbox/clock'
  const given = Buffer.from(ctx.get('x-sandbox-token'))
  const expected = Buffer.from(controlToken)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new AppError('NOT_FOUND')
}

/** /sandbox/clock reads and moves business time. Only mounted beside a sandbox, never in production. */
export function mountSandboxClock(router: Router, services: Services): void {
  const { sandbox, environment } = services.config
  if (!sandbox || environment === 'production') return
  const answer = () => ({ offsetMs: services.clock.offsetMs(), now: services.clock.now().toISOString() })
  router.get('/sandbox/clock', async (ctx) => {
    assertControl(sandbox.controlToken, ctx)
    await services.clock.refresh()
    ctx.body = answer()
  })
  router.post('/sandbox/clock', async (ctx) => {
    assertControl(sandbox.controlToken, ctx)
    const { offsetMs } = validate(zMove, 'body', await readJson(ctx))
    await services.clock.setOffset(offsetMs)
    services.nudge()
    ctx.body = answer()
  })
}
