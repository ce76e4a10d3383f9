import type { Page } from 'playwright-core'
import { fillAll, press, see } from '../../support/see.ts'
import { dialog } from './frame.ts'

/** Opens a sub-ledger with the enterprise's corporate account; answers the receiving account's number. */
export async function openSubLedger(
  console: Page,
  bound: { number: string; bankName: string },
  beforeSending: () => Promise<void>,
): Promise<string> {
  await press(console, '开通子账簿')
  const window = dialog(console, '开通子账簿')
  await fillAll(window, { 对公账号: bound.number, 开户银行: bound.bankName })
  await beforeSending()
  await press(window, '确认开通')
  await see(console, '收款账户（充值转到这里）')
  return console.locator('.account__number strong').innerText()
}

/** Waits for the available balance on the account's card. */
export async function seeBalance(console: Page, yuan: string): Promise<void> {
  await console.locator('.account__amount').filter({ hasText: yuan }).waitFor()
}
