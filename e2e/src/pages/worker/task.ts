import type { Locator, Page } from 'playwright-core'
import { chooseFile } from '../../support/choose-file.ts'
import { button, fill, press, see } from '../../support/see.ts'

/** Opens a task of the hall. */
export async function openTaskCard(phone: Page, title: string): Promise<void> {
  await phone.getByRole('button').filter({ hasText: title, visible: true }).first().click()
}

/** Adds a photo of the finished work. */
export async function addPhoto(phone: Page, picture: Buffer): Promise<void> {
  await chooseFile(phone, '添加照片', { name: 'work.jpg', content: picture })
  await button(phone, '移除第 1 张').waitFor()
  await button(phone, '确认完成').and(phone.locator(':not([aria-disabled=true])')).waitFor()
}

/** Refuses the task that is open, with a chip and words of one's own. */
export async function fillRejection(phone: Page, chip: string, words: string): Promise<void> {
  await press(phone, '拒绝任务')
  await see(phone, '拒绝后不能自己改回来')
  await phone.getByRole('checkbox', { name: chip }).click()
  await fill(phone, '补充说明', words)
}

/** Changes to another tab of the app. */
export async function openTab(phone: Page, tab: '任务' | '收入' | '我的'): Promise<void> {
  await phone.locator('.taro-tabbar__tabbar, .weui-tabbar').getByText(tab, { exact: true }).click()
}

/** The sheet that asks once more from below. */
export function sheet(phone: Page): Locator {
  return phone.locator('.sheet').filter({ visible: true })
}
