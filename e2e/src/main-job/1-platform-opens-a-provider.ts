import { fillProvider } from '../pages/console/providers.ts'
import { loginByPassword, password, setFirstPassword } from '../pages/console/login.ts'
import { closeDrawer, dialog, openAccountMenu, openByMenu, told } from '../pages/console/frame.ts'
import { keepScreen } from '../support/browser.ts'
import { admin } from '../support/product.ts'
import { press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'
import { provider } from './story.ts'

/** The platform's first login with the one-time password, which has to be changed before anything else. */
export async function platformBegins(stage: Stage): Promise<void> {
  const platform = await stage.desk('platform')
  await see(platform, '登录灵工台')
  await keepScreen(platform, 'login')
  await loginByPassword(platform, admin.phone, admin.password)
  await see(platform, '设置您自己的密码')
  await keepScreen(platform, 'first-password')
  await setFirstPassword(platform, admin.password)
  await see(platform, `${admin.name}，今天要处理的在这里`)
  await see(platform, '没有待审核的入驻申请')
  await keepScreen(platform, 'platform-home-empty')
}

/** The one-time password does not count any more. */
export async function oneTimePasswordIsSpent(stage: Stage): Promise<void> {
  const other = await stage.desk('provider')
  await loginByPassword(other, admin.phone, admin.password)
  await see(other, '手机号或密码不正确，请核对后重试')
  await keepScreen(other, 'login-refused')
  await loginByPassword(other, admin.phone, password)
  await see(other, `${admin.name}，今天要处理的在这里`)
  await openAccountMenu(other, '退出登录')
  await see(other, '登录灵工台')
}

export async function platformCreatesProvider(stage: Stage): Promise<void> {
  const platform = await stage.desk('platform')
  const { phone: adminPhone } = await stage.world.person(provider.adminName)
  await openByMenu(platform, '服务商')
  await see(platform, '还没有服务商')
  await keepScreen(platform, 'platform-providers-empty')
  await fillProvider(platform, { ...provider, adminPhone })
  await keepScreen(platform, 'platform-create-provider')
  await press(dialog(platform), '开通服务商')
  await told(platform, `已开通“${provider.name}”，管理员可用短信登录`)
  await see(platform, '服务商管理员还没有设置服务项')
  await keepScreen(platform, 'platform-provider')
  await closeDrawer(platform)
  await keepScreen(platform, 'platform-providers')
}
