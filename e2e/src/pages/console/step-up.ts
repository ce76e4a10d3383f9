import type { Locator, Page } from 'playwright-core'
import type { SandboxPhone } from '../sandbox/phone.ts'
import { fill, press } from '../../support/see.ts'
import { dialog } from './frame.ts'

/** Gets the SMS code of an important operation and types it in; the window stays open for the last look. */
export async function proveBySms(
  console: Page,
  title: string | RegExp,
  inbox: SandboxPhone,
): Promise<Locator> {
  const window = dialog(console, title)
  const code = await inbox.codeAfter(() => press(window, '获取验证码'))
  await fill(window, '短信验证码', code)
  return window
}
