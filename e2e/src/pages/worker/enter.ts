import type { Page } from 'playwright-core'
import type { SandboxPhone } from '../sandbox/phone.ts'
import { see } from '../../support/see.ts'

/** Every link in WeChat opens a page anew, also one that differs in its hash alone. */
async function openLikeWechat(phone: Page, inbox: SandboxPhone): Promise<void> {
  await inbox.screen.locator('iframe').waitFor()
  await phone.goto('about:blank')
  await phone.goto(await inbox.address())
}

/** Presses the message of the Official Account that holds a text (the first one, or the second) and follows it. */
export async function enterByMessage(
  phone: Page,
  inbox: SandboxPhone,
  text: string,
  which: 1 | 2 = 1,
): Promise<void> {
  await inbox.show('微信')
  const message = inbox.screen
    .getByRole('article')
    .filter({ hasText: text })
    .nth(which - 1)
  await message.waitFor()
  await message.getByRole('link').or(message.getByRole('button')).last().click()
  await openLikeWechat(phone, inbox)
}

/** Follows the Official Account and enters by its menu. */
export async function enterByMenu(phone: Page, inbox: SandboxPhone, entry: string): Promise<void> {
  await inbox.show('微信')
  await inbox.screen.getByRole('button', { name: '关注公众号', exact: true }).click()
  const menu = inbox.screen.getByRole('navigation', { name: '公众号菜单' })
  await menu.getByRole('button', { name: entry }).click()
  await openLikeWechat(phone, inbox)
}

/** What the Official Account wrote last. */
export async function seeMessage(inbox: SandboxPhone, title: string | RegExp): Promise<void> {
  await inbox.show('微信')
  await see(inbox.screen.getByRole('article').filter({ hasText: title }).last(), title)
}
