import type Router from '@koa/router'
import type { Route } from './http/route.ts'
import type { Services } from './services.ts'

/** One domain of the product, as the server puts it together. */
export interface Module {
  name: string
  routes: readonly Route[]
  /** Registers consumers, due handlers, recurring jobs and resolvers; called once, before anything is served. */
  register?(services: Services): void
  /** Paths that are no endpoints of the contract: callbacks and redirects of outside services. */
  mount?(router: Router, services: Services): void
}
