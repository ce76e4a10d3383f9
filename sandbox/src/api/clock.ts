import type Router from '@koa/router'
import { z } from 'zod'
import { firstOfNextMonth } from '../bank/days.ts'
import { jsonBody } from '../http/raw-body.ts'
import type { World } from '../world/context.ts'
import { answering, refuse } from './answer.ts'

const schema = z.union([
  z.strictObject({ offsetMs: z.number().int() }),
  z.strictObject({ advanceMinutes: z.number().positive() }),
  z.strictObject({ advanceDays: z.number().positive() }),
  z.strictObject({ toNextMonth: z.literal(true) }),
])

export function registerClock(router: Router, world: World): void {
  router.get(
    '/sandbox/api/clock',
    answering(() => presentClock(world)),
  )
  router.post(
    '/sandbox/api/clock',
    answering(async (ctx) => {
      const request = schema.safeParse(jsonBody(ctx))
      if (!request.success) return refuse('没有说明时钟要走到哪里')
      const offsetMs = targetOffset(world, request.data)
      await moveServerClock(world, offsetMs)
      world.clock.setOffset(offsetMs)
      return presentClock(world)
    }),
  )
}

export function presentClock(world: World): { now: string; offsetMs: number } {
  return { now: world.clock.now().toISOString(), offsetMs: world.clock.offsetMs() }
}

function targetOffset(world: World, request: z.infer<typeof schema>): number {
  if ('offsetMs' in request) return request.offsetMs
  const current = world.clock.offsetMs()
  if ('advanceMinutes' in request) return current + request.advanceMinutes * 60_000
  if ('advanceDays' in request) return current + request.advanceDays * 86_400_000
  return firstOfNextMonth(world.clock.now()).getTime() - Date.now()
}

/** The server goes first: when it refuses, the sandbox's clock stays with it. */
async function moveServerClock(world: World, offsetMs: number): Promise<void> {
  const response = await fetch(`${world.serverUrl}/sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sandbox-token': world.credentials.controlToken },
    body: JSON.stringify({ offsetMs }),
    signal: AbortSignal.timeout(5_000),
  }).catch(() => refuse('灵工台服务没有回应，时钟没有移动。请确认服务已启动，再试一次。', 502))
  if (!response.ok) refuse(`灵工台服务没有接受新的时间（${response.status}），时钟没有移动。`, 502)
}
