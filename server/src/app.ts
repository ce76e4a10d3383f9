import Router from '@koa/router'
import Koa from 'koa'
import { AppError } from './errors.ts'
import { createApiPage } from './http/api-page.ts'
import { createRateLimits, type RateLimits } from './http/limits.ts'
import { observe } from './http/observe.ts'
import { onError } from './http/on-error.ts'
import { createOpenApi } from './http/openapi.ts'
import { mountOperations, type Readiness } from './http/operations.ts'
import { requestId } from './http/request-id.ts'
import { mountSandboxClock } from './http/sandbox-clock.ts'
import { securityHeaders } from './http/security-headers.ts'
import { serveRoute } from './http/serve-route.ts'
import { stateOf } from './http/state.ts'
import { staticPages } from './http/static-pages.ts'
import type { Module } from './module.ts'
import type { Services } from './services.ts'

export interface AppOptions {
  readiness: Readiness
  rateLimits?: RateLimits
}

/** Answers what no route knew with the error body of the contract. */
function unknownPaths(): Koa.Middleware {
  return async (ctx, next) => {
    await next()
    if (ctx.status === 404 && !ctx.body && /^\/(api|files|sandbox)(\/|$)/.test(ctx.path))
      throw new AppError('NOT_FOUND')
  }
}

/** While the server drains, lets each connection go with its answer. */
function closeWhenDraining(readiness: Readiness): Koa.Middleware {
  return async (ctx, next) => {
    await next()
    if (!readiness.ready) ctx.set('Connection', 'close')
  }
}

/** Puts the HTTP side together: what every request passes, the modules' endpoints, the pages. */
export function createApp(services: Services, modules: readonly Module[], options: AppOptions): Koa {
  const app = new Koa({ proxy: services.config.trustProxy })
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE')
      services.logger.error({ err: error }, 'connection')
  })

  const routes = modules.flatMap((module) => module.routes)
  const router = new Router()
  const limits = options.rateLimits ?? createRateLimits()
  for (const one of routes)
    router.register(one.endpoint.path, [one.endpoint.method], [serveRoute(services, limits, one)])
  for (const module of modules) module.mount?.(router, services)
  mountOperations(router, services, options.readiness)
  mountSandboxClock(router, services)

  const openApi = createOpenApi(routes, services.config.publicUrl)
  const apiPage = createApiPage(routes)
  router.get('/openapi.json', (ctx) => {
    stateOf(ctx).pattern = '/openapi.json'
    ctx.body = openApi
  })
  router.get('/api-docs', (ctx) => {
    stateOf(ctx).pattern = '/api-docs'
    ctx.type = 'html'
    ctx.body = apiPage
  })

  app.use(closeWhenDraining(options.readiness))
  app.use(requestId())
  app.use(securityHeaders(services.config))
  app.use(observe(services))
  app.use(onError(services))
  app.use(unknownPaths())
  app.use(staticPages())
  app.use(router.routes())
  app.use(
    router.allowedMethods({
      throw: true,
      methodNotAllowed: () => new AppError('METHOD_NOT_ALLOWED'),
      notImplemented: () => new AppError('METHOD_NOT_ALLOWED'),
    }),
  )
  return app
}
