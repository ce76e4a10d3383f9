import { closeDrawer, openByMenu, row } from '../pages/console/frame.ts'
import { seePayment, startBatch } from '../pages/console/payouts.ts'
import { proveBySms } from '../pages/console/step-up.ts'
import { seeBalance } from '../pages/console/sub-ledger.ts'
import { showCardPayments } from '../pages/sandbox/bank.ts'
import { moveClock } from '../pages/sandbox/clock.ts'
import { takePhone } from '../pages/sandbox/phone.ts'
import { enterByMessage } from '../pages/worker/enter.ts'
import { openTab } from '../pages/worker/task.ts'
import { keepScreen } from '../support/browser.ts'
import { chooseFile } from '../support/choose-file.ts'
import { press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'
import { downloadWorkbook, fillRow, firstSheet, saved } from '../support/workbook.ts'
import { commissions, early, enterprise, frozen, sums, task, wavering } from './story.ts'

const file = (content: Buffer) => ({ name: '十一月佣金.xlsx', content })

/** The template filled in by hand, with one amount that has three places: its row is named, nothing is paid. */
export async function fileIsRefused(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  await openByMenu(desk, '发放列表')
  await keepScreen(desk, 'enterprise-batches-empty')
  await startBatch(desk, () => keepScreen(desk, 'enterprise-new-batch'))
  await keepScreen(desk, 'enterprise-batch-upload')
  const workbook = await downloadWorkbook(desk, () => press(desk, '下载发佣明细模板'))
  const sheet = firstSheet(workbook)
  const number = await taskNumber(stage)
  const amounts = [
    [early, Number(commissions[early])],
    [frozen, commissions[frozen]],
    [wavering, commissions.wrong],
  ] as const
  for (const [index, [name, amount]] of amounts.entries()) {
    const { idNumber, phone } = await stage.world.person(name)
    fillRow(sheet, 3 + index, [name, idNumber, phone, amount, number])
  }
  await chooseFile(desk, '上传发佣明细', file(await saved(workbook)))
  await see(desk, '1 行没有通过校验，2 行已通过')
  await row(desk, wavering)
    .getByText(/两位小数/)
    .waitFor()
  await keepScreen(desk, 'enterprise-batch-errors')
}

/** Read from the task's drawer in a second tab, as a person would. */
async function taskNumber(stage: Stage): Promise<string> {
  const tab = await (await stage.desk('enterprise')).context().newPage()
  await tab.goto(`${stage.product.serverUrl}/enterprise/tasks`)
  const number = await row(tab, task.title)
    .getByText(/RW\d{14}/)
    .first()
    .innerText()
  await tab.close()
  return /RW\d{14}/.exec(number)?.[0] ?? ''
}

/** The failed-rows file, corrected and uploaded, replaces that row alone. */
export async function failedRowIsCorrected(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  const workbook = await downloadWorkbook(desk, () => press(desk, '下载未通过的行'))
  const sheet = firstSheet(workbook)
  sheet.getCell('D2').value = commissions[wavering]
  await chooseFile(desk, '上传改好的行', file(await saved(workbook)))
  await see(desk, '3 笔都已通过校验，请核对后确认打款')
  await keepScreen(desk, 'enterprise-batch-ready')
}

/** The second confirmation names number and amount; the code comes by SMS. */
export async function batchIsConfirmed(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  const phone = await takePhone(await stage.desk('sandbox'), enterprise.contact)
  await press(desk, '确认打款')
  const window = await proveBySms(desk, sums.confirm, phone)
  await keepScreen(desk, 'enterprise-batch-confirm')
  await press(window, sums.confirm)
  await see(desk, '发放概况')
  await keepScreen(desk, 'enterprise-batch-paying')
}

/** Two arrive; the frozen card fails, and its commission is back at once. */
export async function paymentsEnd(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  await seePayment(desk, early, '已付款')
  await seePayment(desk, wavering, '已付款')
  await seePayment(desk, frozen, '付款失败')
  await keepScreen(desk, 'enterprise-batch-finished')
  await row(desk.locator('.ant-table'), frozen).getByText(frozen).click()
  await see(desk, '进展记录')
  await keepScreen(desk, 'enterprise-payment-failed')
  await closeDrawer(desk)
  await openByMenu(desk, '我的账户')
  await seeBalance(desk, sums.afterFailure)
  await keepScreen(desk, 'enterprise-account-after-failure')
}

/** The one who was paid: message, income line and its details; the one whose card failed: why, and where the money is. */
export async function workersSeeTheirMoney(stage: Stage): Promise<void> {
  const sandbox = await stage.desk('sandbox')
  const phone = await stage.phone(early)
  const inbox = await takePhone(sandbox, early)
  await inbox.show('微信')
  await see(inbox.screen, '佣金到账通知')
  await showCardPayments(sandbox)
  await keepScreen(sandbox, 'sandbox-paid')
  await enterByMessage(phone, inbox, '佣金到账通知')
  await see(phone, '收入详情')
  await see(phone, '实际到账')
  await keepScreen(phone, 'worker-payment')
  await press(phone, '返回')
  await openTab(phone, '收入')
  await see(phone, '已到账')
  await see(phone, '￥300.00')
  await keepScreen(phone, 'worker-income')

  const other = await stage.phone(frozen)
  const otherInbox = await takePhone(sandbox, frozen)
  await enterByMessage(other, otherInbox, '佣金发放失败通知')
  await see(other, '收入详情')
  await keepScreen(other, 'worker-payment-failed')
  await press(other, '检查银行卡')
  await see(other, '佣金打到结算卡')
  await keepScreen(sandbox, 'sandbox-failed')
}

/** Half an hour later by the sandbox's clock the fee of the failed payment is back too. */
export async function feeComesBack(stage: Stage): Promise<void> {
  const desk = await stage.desk('enterprise')
  const sandbox = await stage.desk('sandbox')
  await moveClock(sandbox, '+30 分钟', '比真实时间快 30 分钟')
  await keepScreen(sandbox, 'sandbox-clock')
  await openByMenu(desk, '首页')
  await openByMenu(desk, '我的账户')
  await seeBalance(desk, sums.afterFeeBack)
  await openByMenu(desk, '收支明细')
  await row(desk, '￥40.00').waitFor()
  await keepScreen(desk, 'enterprise-entries-end')
  await openByMenu(desk, '发放列表')
  await keepScreen(desk, 'enterprise-batches')
  await row(desk, sums.batchShown).getByRole('link').first().click()
  await seePayment(desk, frozen, '已退回企业')
  await keepScreen(desk, 'enterprise-batch-settled')
}
