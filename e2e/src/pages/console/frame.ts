import type { Locator, Page } from 'playwright-core'
import { press, see } from '../../support/see.ts'

/** Opens a page by the left menu, away from an open drawer, and waits for its heading (the same words unless given). */
export async function openByMenu(console: Page, entry: string, heading = entry): Promise<void> {
  if (await console.locator('.ant-drawer-open').first().isVisible()) await closeDrawer(console)
  await console
    .getByRole('navigation', { name: '主菜单' })
    .getByRole('link', { name: entry, exact: true })
    .click()
  await console.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  await settled(console)
}

/** Chooses a line of the menu behind the signed-in person's name. */
export async function openAccountMenu(console: Page, entry: '账号与密码' | '退出登录'): Promise<void> {
  await console.getByRole('button', { name: /账号菜单/ }).click()
  await console.getByRole('menuitem', { name: entry }).click()
}

/** Waits until nothing on the page is still being fetched for the first time. */
export async function settled(console: Page): Promise<void> {
  const waiting = console.locator('.ant-skeleton-active, .table-wait, .ant-spin-spinning')
  await waiting.filter({ visible: true }).first().waitFor({ state: 'hidden' })
}

/** The window or drawer of that title; the last opened one when none is named. */
export function dialog(console: Page, title?: string | RegExp): Locator {
  const dialogs = console.getByRole('dialog').filter({ visible: true })
  return (title === undefined ? dialogs : dialogs.filter({ hasText: title })).last()
}

/** Answers "are you sure" with its button. */
export async function confirm(console: Page, name: string): Promise<void> {
  await press(dialog(console), name)
}

/** Closes the drawer that is open. */
export async function closeDrawer(console: Page): Promise<void> {
  const drawer = console.locator('.ant-drawer-open').last()
  await drawer
    .getByRole('button', { name: /close|关闭/i })
    .first()
    .click()
  await drawer.waitFor({ state: 'hidden' })
}

/** The row of a table that holds a text. */
export function row(console: Page | Locator, text: string): Locator {
  return console.getByRole('row').filter({ hasText: text }).first()
}

/** Waits for the short message at the top, and until it is gone, so that no picture shows it half faded. */
export async function told(console: Page, text: string | RegExp): Promise<void> {
  await see(console.locator('.ant-message'), text)
}
