import Router from '@koa/router'
import Koa, { type Context } from 'koa'
import type { World } from '../world/context.ts'
import { readRawBody } from './raw-body.ts'
import type { HostHandler, Service } from './service.ts'
import { servePage } from './static-page.ts'

/** The whole of the sandbox behind one port: services told apart by host name first, then paths, then the page. */
export function createApplication(world: World, services: readonly Service[]): Koa {
  const router = new Router()
  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true }
  })
  const hosts: { suffix: string; handler: HostHandler }[] = []
  for (const service of services) {
    service.register(router, world)
    service.registerHosts?.((suffix, handler) => hosts.push({ suffix, handler }), world)
  }

  const hostHandler = (ctx: Context): HostHandler | undefined =>
    hosts.find(({ suffix }) => ctx.hostname === suffix || ctx.hostname.endsWith(`.${suffix}`))?.handler

  const app = new Koa()
  app.on('error', (error: Error & { status?: number }) => {
    if ((error.status ?? 500) >= 500) world.log('request failed', { error: error.message })
  })
  app.use(readRawBody)
  app.use(async (ctx, next) => {
    const handler = hostHandler(ctx)
    return handler ? handler(ctx) : next()
  })
  app.use(router.routes())
  app.use(servePage())
  return app
}
