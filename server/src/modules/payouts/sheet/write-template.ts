import ExcelJS from 'exceljs'
import {
  columns,
  failedRowColumns,
  maxRemark,
  maxRows,
  templateVersion,
  versionColumn,
  type RowValues,
} from './columns.ts'

const explanations = [
  ['列', '怎么填'],
  ['姓名', '必填。与灵工实名认证的姓名一致'],
  ['身份证号', '必填。18 位，单元格须为文本格式，否则末尾几位会丢失'],
  ['手机号', '必填。灵工注册时的 11 位手机号，单元格须为文本格式'],
  ['金额(元)', '必填。大于 0，最多两位小数，不要写公式、货币符号或千位分隔符'],
  ['任务编号', '必填。在“任务列表”里复制，须是同一个服务商下进行中的任务'],
  ['企业订单号', `选填。贵司自己的订单号，同一订单号只会付款一次`],
  ['备注', `选填。不超过 ${maxRemark} 个字，会出现在付款附言里`],
  ['', ''],
  ['说明', '第 2 行是示例，不会被付款，可以保留'],
  ['说明', '请不要改动表头、增加列或合并单元格'],
  ['说明', `一次最多 ${maxRows.toLocaleString('zh-CN')} 行，超过时请分成几个文件`],
  ['说明', '同一人同一任务要付多笔时，请为每一笔填写不同的企业订单号'],
]

function addMainSheet(workbook: ExcelJS.Workbook): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet('发佣明细', { views: [{ state: 'frozen', ySplit: 1 }] })
  columns.forEach(({ header, width }, index) => {
    const column = sheet.getColumn(index + 1)
    column.width = width
    column.numFmt = '@'
    const cell = sheet.getCell(1, index + 1)
    cell.value = header
    cell.font = { bold: true }
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF0F2F5' } }
  })
  sheet.getCell(1, versionColumn).value = templateVersion
  sheet.getColumn(versionColumn).hidden = true
  return sheet
}

function addExplanation(workbook: ExcelJS.Workbook): void {
  const sheet = workbook.addWorksheet('填写说明')
  sheet.getColumn(1).width = 14
  sheet.getColumn(2).width = 72
  sheet.addRows(explanations)
  sheet.getRow(1).font = { bold: true }
}

function writeRow(sheet: ExcelJS.Worksheet, row: number, values: RowValues): void {
  columns.forEach(({ key }, index) => {
    const cell = sheet.getCell(row, index + 1)
    cell.numFmt = '@'
    cell.value = values[key]
  })
}

async function toBuffer(workbook: ExcelJS.Workbook): Promise<Buffer> {
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** The empty template: one sheet to fill in with a marked sample row, one that explains. */
export async function writeTemplate(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  const sheet = addMainSheet(workbook)
  const sample = Object.fromEntries(columns.map((column) => [column.key, column.sample])) as RowValues
  writeRow(sheet, 2, sample)
  sheet.getRow(2).font = { italic: true, color: { argb: 'FF8C8C8C' } }
  addExplanation(workbook)
  return toBuffer(workbook)
}

/** The rows that did not pass, in the template's form with their reasons, to be corrected and uploaded again. */
export async function writeFailedRows(
  rows: readonly { row: number; values: RowValues; reason: string }[],
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  const sheet = addMainSheet(workbook)
  const { row: rowColumn, reason: reasonColumn } = failedRowColumns
  for (const { at, header } of [rowColumn, reasonColumn]) {
    sheet.getCell(1, at).value = header
    sheet.getCell(1, at).font = { bold: true }
  }
  sheet.getColumn(reasonColumn.at).width = 60
  rows.forEach(({ row, values, reason }, index) => {
    writeRow(sheet, index + 2, values)
    sheet.getCell(index + 2, rowColumn.at).value = row
    const cell = sheet.getCell(index + 2, reasonColumn.at)
    cell.value = reason
    cell.font = { color: { argb: 'FFCF1322' } }
  })
  addExplanation(workbook)
  return toBuffer(workbook)
}
