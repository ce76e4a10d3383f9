import type { Page } from 'playwright-core'
import { openByMenu, row } from '../pages/console/frame.ts'
import { startBatch } from '../pages/console/payouts.ts'
import { keepScreen } from '../support/browser.ts'
import { chooseFile } from '../support/choose-file.ts'
import { press, see } from '../support/see.ts'
import type { Stage } from '../support/stage.ts'
import { downloadWorkbook, fillRow, firstSheet, openWorkbook, saved } from '../support/workbook.ts'
import { demo, enterpriseDesk, taskNumber } from './demo.ts'

const nothing = async (): Promise<void> => undefined

async function template(desk: Page): Promise<Buffer> {
  return saved(await downloadWorkbook(desk, () => press(desk, '下载发佣明细模板')))
}

async function upload(desk: Page, content: Buffer, label = '上传发佣明细'): Promise<void> {
  await chooseFile(desk, label, { name: '十一月佣金.xlsx', content })
}

/** Files that cannot be read as payouts at all: the batch still waits for its file. */
export async function wholeFilesAreRefused(stage: Stage): Promise<void> {
  const desk = await enterpriseDesk(stage)
  await startBatch(desk, nothing)
  const empty = await template(desk)

  await upload(desk, Buffer.alloc(0))
  await see(desk, '文件是空的，请填写后再上传')
  await keepScreen(desk, 'bad-file-empty')
  await upload(desk, Buffer.alloc(20 * 1024 * 1024, 1))
  await see(desk, '文件超过 10 MB，请减小后再上传')
  await keepScreen(desk, 'bad-file-large')
  await upload(desk, empty)
  await see(desk, '文件是空的，请填写后再上传')
  await upload(desk, Buffer.from('只是改了名字的文字'))
  await see(desk, /^文件类型不符，请上传 Excel/)
  await upload(desk, empty.subarray(0, empty.length / 2))
  await see(desk, '文件打不开，请确认是未加密的 .xlsx 文件')

  const changed = await openWorkbook(empty)
  firstSheet(changed).getCell('D1').value = '金额'
  await upload(desk, await saved(changed))
  await see(desk, /表头与模板不一致：.*D 列应为“金额\(元\)\*”/)
  await keepScreen(desk, 'bad-file-header')
  await see(desk, '待上传')
}

/** Every kind of wrong row in one file: each with its reason, none of them paid. */
export async function wrongRowsAreNamed(stage: Stage): Promise<void> {
  const desk = await enterpriseDesk(stage)
  const workbook = await openWorkbook(await template(desk))
  const sheet = firstSheet(workbook)
  const number = await taskNumber(stage, demo.standard)
  const quick = await taskNumber(stage, demo.quick)
  const [signed, unsigned, stranger] = await Promise.all(
    ['刘洋', '王磊', '马建国'].map((name) => stage.world.person(name)),
  )
  if (!signed || !unsigned || !stranger) throw new Error('the sandbox has too few people')
  const good = [signed.name, signed.idNumber, signed.phone, 300, quick]
  const cases: [unknown[], string][] = [
    [[...good.slice(0, 3), -5, quick], '金额须大于 0'],
    [[...good.slice(0, 3), 0, quick], '金额须大于 0'],
    [[...good.slice(0, 3), '12.345', quick], '金额最多两位小数'],
    [[...good.slice(0, 3), '一百元', quick], '金额须为数字'],
    [[...good.slice(0, 3), { formula: '100+200', result: 300 }, quick], 'D7 单元格是公式'],
    [
      [signed.name, Number(signed.idNumber), signed.phone, 300, quick],
      'B8 单元格的身份证号是数字格式，末尾几位已经丢失',
    ],
    [[stranger.name, stranger.idNumber, stranger.phone, 300, quick], '收款人还没有注册'],
    [[unsigned.name, unsigned.idNumber, unsigned.phone, 300, quick], '灵工还没有与服务商签署合同'],
    [[signed.name, signed.idNumber, signed.phone, 300, number], '该灵工还没有完成此任务'],
    [good, '与第 3 行重复'],
  ]
  cases.forEach(([values], index) => fillRow(sheet, 3 + index, values as never))
  await upload(desk, await saved(workbook))
  await see(desk, '10 行没有通过校验，0 行已通过')
  for (const [index, [, reason]] of cases.entries()) {
    await desk.getByRole('row', { name: new RegExp(`^${3 + index} .*${reason}`) }).waitFor()
  }
  await keepScreen(desk, 'bad-rows')
}

/** After all of it the account is as it was, and no batch was paid. */
export async function accountIsUntouched(stage: Stage): Promise<void> {
  const desk = await enterpriseDesk(stage)
  await openByMenu(desk, '我的账户')
  await see(desk.locator('.account__amount'), demo.balance)
  await openByMenu(desk, '发放列表')
  await see(row(desk, '有错误行'), '10 行未通过')
}
