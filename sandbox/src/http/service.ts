import type Router from '@koa/router'
import type { Context } from 'koa'
import type { World } from '../world/context.ts'

/** Handles every request whose Host header ends with a suffix, before the router sees it. */
export type HostHandler = (ctx: Context) => Promise<void> | void

/** `registerHost('tencentcloudapi.com', handler)` takes all of *.tencentcloudapi.com. */
export type RegisterHost = (hostSuffix: string, handler: HostHandler) => void

/**
 * An outside service: `sandbox/src/<service>/index.ts` exports these functions.
 * Every request carries its body as bytes: `rawBody(ctx)` of http/raw-body.ts.
 */
export interface Service {
  register(router: Router, world: World): void
  /** Only services that are told apart by their host name have it. */
  registerHosts?(registerHost: RegisterHost, world: World): void
}
