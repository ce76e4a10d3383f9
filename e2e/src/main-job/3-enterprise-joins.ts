import { closeDrawer, dialog, openByMenu, row } from '../pages/console/frame.ts'
import { registerAccount } from '../pages/console/login.ts'
import { approveApplication, fillApplication } from '../pages/console/onboarding.ts'
import { takePhone } from '../pages/sandbox/phone.ts'
import { keepScreen } from '../support/browser.ts'
import { licencePicture } from '../support/papers.ts'
import { press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'
import { enterprise } from './story.ts'

export async function enterpriseApplies(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  const sandbox = await stage.desk('sandbox')
  const contact = await stage.world.person(enterprise.contact)
  const inbox = await takePhone(sandbox, contact.name)
  await registerAccount(desk, contact.phone, inbox)
  await keepScreen(desk, 'register')
  await press(desk, '注册')
  await see(desk, '提交前核对')
  await keepScreen(desk, 'onboarding-empty')
  await fillApplication(desk, {
    ...enterprise,
    contact,
    licence: await licencePicture(enterprise.name, enterprise.creditCode),
  })
  await keepScreen(desk, 'onboarding')
  await press(desk, '提交审核')
  await see(desk, '申请审核中')
  await keepScreen(desk, 'onboarding-submitted')
}

export async function platformApprovesEnterprise(stage: Stage): Promise<void> {
  const platform = await stage.desk('platform')
  await openByMenu(platform, '首页')
  await row(platform, enterprise.name).waitFor()
  await keepScreen(platform, 'platform-home')
  await press(platform, `审核 ${enterprise.name}`)
  await see(dialog(platform, enterprise.name), '营业执照')
  await dialog(platform, enterprise.name).getByRole('img', { name: '营业执照' }).waitFor()
  await keepScreen(platform, 'platform-onboarding')
  await approveApplication(platform, enterprise.name)
  await see(dialog(platform, enterprise.name), '已通过')
  await closeDrawer(platform)
  await openByMenu(platform, '入驻审核')
  await keepScreen(platform, 'platform-onboardings')

  const desk = await stage.desk('enterprise')
  await press(desk, '刷新')
  await see(desk, '企业信息')
  await openByMenu(desk, '企业信息')
  await keepScreen(desk, 'enterprise-company')
  await openByMenu(desk, '首页')
  await keepScreen(desk, 'enterprise-home-new')
}
