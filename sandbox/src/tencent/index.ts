import type Router from '@koa/router'
import type { RegisterHost } from '../http/service.ts'
import type { World } from '../world/context.ts'
import { handleApiCall } from './api.ts'
import { registerFacePage } from './face-page.ts'

export { listFaceChecks, playFaceCheck, type FaceCheckView, type FaceResult } from './face-checks.ts'

/** Paths on the sandbox's own address: the page on which a face check is played. */
export function register(router: Router, world: World): void {
  registerFacePage(router, world)
}

/** All API calls of Tencent Cloud, told apart by their Host header. */
export function registerHosts(registerHost: RegisterHost, world: World): void {
  registerHost('tencentcloudapi.com', (ctx) => handleApiCall(ctx, world))
}
