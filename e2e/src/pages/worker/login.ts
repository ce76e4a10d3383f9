import type { Page } from 'playwright-core'
import type { SandboxPhone } from '../sandbox/phone.ts'
import { fill, press, see } from '../../support/see.ts'

/** Ticks the consent below the form. */
export async function tickConsent(phone: Page): Promise<void> {
  await phone
    .getByRole('checkbox', { name: /^我已阅读并同意/ })
    .filter({ visible: true })
    .click()
}

/** Logs in by the SMS code on the same person's phone, and answers the code; the consents are ticked by hand. */
export async function loginAsWorker(phone: Page, number: string, inbox: SandboxPhone): Promise<string> {
  await see(phone, '登录灵工台')
  await fill(phone, '手机号', number)
  const code = await inbox.codeAfter(() => press(phone, '获取验证码'))
  await fill(phone, '短信验证码', code)
  await tickConsent(phone)
  await press(phone, '登录')
  return code
}
