import { openByMenu, dialog } from '../pages/console/frame.ts'
import { startBatch } from '../pages/console/payouts.ts'
import { proveBySms } from '../pages/console/step-up.ts'
import { seeBalance } from '../pages/console/sub-ledger.ts'
import { takePhone } from '../pages/sandbox/phone.ts'
import { keepScreen } from '../support/browser.ts'
import { chooseFile } from '../support/choose-file.ts'
import { button, fill, fillAll, press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'
import { downloadWorkbook, fillRow, firstSheet, saved } from '../support/workbook.ts'
import { demo, enterpriseDesk, taskNumber } from './demo.ts'

const clerk = '企业财务'

/** The enterprise's phone is put into the sandbox's list, for its codes. */
async function phoneOfEnterprise(stage: Stage) {
  const sandbox = await stage.desk('sandbox')
  const known = sandbox.getByRole('complementary', { name: '人物' }).getByText(clerk)
  if (!(await known.isVisible())) {
    await press(sandbox, '新建人物')
    const window = dialog(sandbox, '新建人物')
    await fillAll(window, { 姓名: clerk, 手机号: demo.phone })
    await press(window, '新建人物')
    await known.waitFor()
  }
  return takePhone(sandbox, clerk)
}

/** Nearly all money goes back to the enterprise's own account by a refund with SMS code. */
export async function moneyIsRefunded(stage: Stage): Promise<void> {
  const desk = await enterpriseDesk(stage)
  const phone = await phoneOfEnterprise(stage)
  await openByMenu(desk, '我的账户')
  await press(desk, '余额退款')
  await fill(dialog(desk, '余额退款'), '退款金额', '499900')
  await keepScreen(desk, 'refund')
  await press(dialog(desk, '余额退款'), '下一步')
  const window = await proveBySms(desk, '退款 ￥499,900.00', phone)
  await keepScreen(desk, 'refund-confirm')
  await press(window, '确认退款 ￥499,900.00')
  await seeBalance(desk, '￥100.00')
}

/** A payment that the rest does not cover cannot be confirmed, and says what is missing. */
export async function missingBalanceIsNamed(stage: Stage): Promise<void> {
  const desk = await enterpriseDesk(stage)
  const { name, idNumber, phone } = await stage.world.person('刘洋')
  await startBatch(desk, async () => undefined)
  const workbook = await downloadWorkbook(desk, () => press(desk, '下载发佣明细模板'))
  fillRow(firstSheet(workbook), 3, [name, idNumber, phone, 300, await taskNumber(stage, demo.quick)])
  await chooseFile(desk, '上传发佣明细', { name: '佣金.xlsx', content: await saved(workbook) })
  await see(desk, '余额还差 ￥230.00')
  await button(desk, '确认打款').and(desk.locator(':disabled')).waitFor()
  await keepScreen(desk, 'bad-balance')
}
