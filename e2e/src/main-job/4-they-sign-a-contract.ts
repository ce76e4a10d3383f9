import { passFaceCheck, scanFaceCheck } from '../pages/console/face-check.ts'
import { confirm, dialog, openByMenu, row } from '../pages/console/frame.ts'
import { proveBySms } from '../pages/console/step-up.ts'
import { takePhone } from '../pages/sandbox/phone.ts'
import { keepScreen } from '../support/browser.ts'
import { press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'
import { enterprise, provider } from './story.ts'

export async function enterpriseAppliesToProvider(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  await openByMenu(desk, '新签服务商')
  await keepScreen(desk, 'enterprise-apply')
  await press(desk.getByRole('region', { name: provider.name }), '申请签约')
  await see(dialog(desk), enterprise.scenario)
  await keepScreen(desk, 'enterprise-application')
  await press(dialog(desk), '提交申请')
  await see(dialog(desk, provider.name), '服务商审核中')
  await keepScreen(desk, 'enterprise-engagement-applied')
}

export async function providerApprovesEnterprise(stage: Stage): Promise<void> {
  const desk = await stage.desk('provider')
  await openByMenu(desk, '企业申请')
  await row(desk, enterprise.name).waitFor()
  await keepScreen(desk, 'provider-engagements')
  await press(desk, `审核 ${enterprise.name}`)
  await see(dialog(desk, enterprise.name), enterprise.scenario)
  await keepScreen(desk, 'provider-engagement')
  await press(dialog(desk, enterprise.name), '通过')
  await keepScreen(desk, 'provider-engagement-confirm')
  await confirm(desk, '通过申请')
  await see(desk, `已通过“${enterprise.name}”的申请，合同已发给企业签署`)
}

/** 云签 is opened and the contact proves who he is, each by a code that his phone scans. */
export async function contactProvesHimself(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  const sandbox = await stage.desk('sandbox')
  await openByMenu(desk, '我的合同')
  await press(row(desk, provider.name), '去签署')
  await see(desk, '云签是企业的电子印章')
  await keepScreen(desk, 'enterprise-sign-1-seal')
  await press(desk, '开通云签')
  await see(dialog(desk), '用手机微信扫码')
  await keepScreen(desk, 'enterprise-face-check')
  const phone = await takePhone(sandbox, enterprise.contact)
  await scanFaceCheck(desk, phone)
  await keepScreen(sandbox, 'sandbox-face-check')
  await passFaceCheck(phone)
  await see(desk, '签署前由联系人')
  await keepScreen(sandbox, 'sandbox-face-check-passed')
  await keepScreen(desk, 'enterprise-sign-2-face')
  await press(desk, '开始人脸核验')
  await scanFaceCheck(desk, phone)
  await passFaceCheck(phone)
  await see(desk, '合同正文')
}

export async function enterpriseSigns(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  const phone = await takePhone(await stage.desk('sandbox'), enterprise.contact)
  await desk.getByRole('checkbox', { name: '我已阅读并同意合同全文' }).check()
  await keepScreen(desk, 'enterprise-sign-3-read')
  await press(desk, '签署合同')
  const window = await proveBySms(desk, '确认签署合同', phone)
  await keepScreen(desk, 'enterprise-sign-4-code')
  await press(window, '确认签署')
  await see(desk, '合同已生效')
  await keepScreen(desk, 'enterprise-sign-5-active')
}
