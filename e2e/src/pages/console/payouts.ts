import type { Page } from 'playwright-core'
import { press, see } from '../../support/see.ts'
import { openByMenu, row } from './frame.ts'

/** Begins a batch with the provider that is chosen already, up to the step that asks for the file. */
export async function startBatch(console: Page, beforeNext: () => Promise<void>): Promise<void> {
  await openByMenu(console, '新建发放')
  await see(console, '选择服务商')
  await beforeNext()
  await press(console, '下一步')
  await see(console, '上传发佣明细')
}

/** Waits until a payment of the batch is in a state, in words. */
export async function seePayment(console: Page, name: string, state: string): Promise<void> {
  await row(console.locator('.ant-table'), name).filter({ hasText: state }).waitFor()
}
