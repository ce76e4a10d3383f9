import type { Locator, Page } from 'playwright-core'
import { fill, press, see } from '../../support/see.ts'

function counter(sandbox: Page): Locator {
  return sandbox.getByRole('complementary', { name: '银行柜台' })
}

async function showTab(sandbox: Page, name: RegExp): Promise<void> {
  await counter(sandbox).getByRole('tab', { name }).click()
}

/** Money comes in from the enterprise's own account to a receiving account. `amount` in yuan as typed. */
export async function creditTransfer(sandbox: Page, accountNo: string, amount: string): Promise<void> {
  await showTab(sandbox, /账户与入账/)
  const account = counter(sandbox).locator(`[data-account="${accountNo}"]`)
  await press(account, '入账')
  const form = sandbox.getByRole('dialog', { name: '入账' })
  await fill(form, '金额（元）', amount)
  await form.getByRole('button', { name: /^入账 ￥/ }).click()
  await see(sandbox, /^已入账/)
}

/** The bank's payments to cards. */
export async function showCardPayments(sandbox: Page): Promise<void> {
  await showTab(sandbox, /付款与划转/)
  await see(counter(sandbox), /^付到银行卡 [1-9]/)
}
