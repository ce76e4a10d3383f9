import type Router from '@koa/router'
import type { World } from '../world/context.ts'
import { registerAccessTokens } from './access-tokens.ts'
import { registerJsSdk } from './js-sdk.ts'
import { registerMenu } from './menu.ts'
import { registerMessages } from './messages.ts'
import { registerMiniProgram } from './mini-program.ts'
import { registerOauth } from './oauth.ts'
import { registerQrCodes } from './qr-codes.ts'
import { registerUsers } from './users.ts'

export { expireAccessTokens } from './access-tokens.ts'
export {
  clickMenu,
  follow,
  menu,
  say,
  scan,
  unfollow,
  type MenuButton,
  type MenuPlace,
  type PhoneResult,
} from './phone.ts'

/** All of WeChat's HTTP interface that the product uses. */
export function register(router: Router, world: World): void {
  registerAccessTokens(router, world)
  registerOauth(router, world)
  registerMiniProgram(router, world)
  registerMessages(router, world)
  registerMenu(router, world)
  registerQrCodes(router, world)
  registerUsers(router, world)
  registerJsSdk(router, world)
}
