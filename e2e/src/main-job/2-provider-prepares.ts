import { openByMenu, dialog, told } from '../pages/console/frame.ts'
import { choosePassword, loginBySms } from '../pages/console/login.ts'
import { fillServiceItem } from '../pages/console/service-items.ts'
import { takePhone } from '../pages/sandbox/phone.ts'
import { keepScreen } from '../support/browser.ts'
import { press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'
import { provider, serviceItem } from './story.ts'

/** The provider's administrator has no password yet: in by SMS, then he chooses one. */
export async function providerLogsIn(stage: Stage): Promise<void> {
  const desk = await stage.desk('provider')
  const sandbox = await stage.desk('sandbox')
  const { phone } = await stage.world.person(provider.adminName)
  const inbox = await takePhone(sandbox, provider.adminName)
  await loginBySms(desk, phone, inbox)
  await keepScreen(sandbox, 'sandbox-sms')
  await see(desk, '还没有服务项，企业在名录里看不到您')
  await keepScreen(desk, 'provider-home-empty')
  await choosePassword(desk)
  await keepScreen(desk, 'account')
}

export async function providerSetsServiceItem(stage: Stage): Promise<void> {
  const desk = await stage.desk('provider')
  await openByMenu(desk, '服务项与费率')
  await fillServiceItem(desk, serviceItem)
  await keepScreen(desk, 'provider-service-item')
  await press(dialog(desk), '保存服务项')
  await told(desk, `服务项“${serviceItem.name}”已保存`)
  await keepScreen(desk, 'provider-service-items')
  await openByMenu(desk, '合同模板与签署设置')
  await see(desk, '签署设置')
  await keepScreen(desk, 'provider-templates')
}
