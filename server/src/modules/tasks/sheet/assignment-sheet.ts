import { zPersonName, zPhone } from '@linggong/shared/fields'
import ExcelJS from 'exceljs'
import { AppError } from '../../../errors.ts'
import { openFirstSheet } from '../../../spreadsheet/open-workbook.ts'
import { plainText } from '../../../spreadsheet/plain-text.ts'

const headers = ['姓名*', '手机号*'] as const
const sampleMark = '示例'
const maxRows = 2_000

export interface AssignmentRow {
  row: number
  name: string
  phone: string
  /** Why the row cannot be used; null when it can. */
  problem: string | null
}

function readRow(sheet: ExcelJS.Worksheet, row: number): AssignmentRow | null {
  const cells = [sheet.getCell(row, 1), sheet.getCell(row, 2)] as const
  const [name, phone] = [plainText(cells[0]), plainText(cells[1])]
  if (name === '' && phone === '') return null
  if (name?.startsWith(sampleMark)) return null
  const at = { row, name: name ?? '', phone: phone ?? '' }
  const odd = cells.find((cell) => cell.isMerged || plainText(cell) === null)
  if (odd)
    return { ...at, problem: `${odd.address} 单元格须为文本格式，请重新填写，不要使用公式或合并单元格` }
  const problem = [zPersonName.safeParse(name), zPhone.safeParse(phone)].find(({ success }) => !success)
    ?.error?.issues[0]?.message
  return { ...at, problem: problem ?? null }
}

/** A phone that stands twice in the file is used once; the later row is named. */
function markRepeated(rows: AssignmentRow[]): AssignmentRow[] {
  const first = new Map<string, number>()
  return rows.map((entry) => {
    const earlier = first.get(entry.phone)
    if (earlier === undefined) first.set(entry.phone, entry.row)
    return earlier !== undefined && !entry.problem
      ? { ...entry, problem: `与第 ${earlier} 行的手机号重复` }
      : entry
  })
}

/** @throws AppError FILE_UNREADABLE, FILE_TEMPLATE, FILE_EMPTY, FILE_TOO_MANY_ROWS, FILE_CONTENT */
export async function readAssignmentSheet(file: Buffer): Promise<AssignmentRow[]> {
  const sheet = await openFirstSheet(file)
  headers.forEach((header, index) => {
    const found = sheet.getCell(1, index + 1).text.trim()
    if (found !== header)
      throw new AppError('FILE_TEMPLATE', {
        reason: `第 ${index + 1} 列应为“${header}”，现为${found ? `“${found.slice(0, 20)}”` : '空'}`,
      })
  })
  if (sheet.rowCount - 1 > maxRows * 2) throw new AppError('FILE_TOO_MANY_ROWS', { limit: maxRows })
  const rows: AssignmentRow[] = []
  for (let at = 2; at <= sheet.rowCount; at++) {
    const row = readRow(sheet, at)
    if (row) rows.push(row)
  }
  if (rows.length === 0) throw new AppError('FILE_EMPTY')
  if (rows.length > maxRows) throw new AppError('FILE_TOO_MANY_ROWS', { limit: maxRows })
  return markRepeated(rows)
}

/** The template to fill in, with both columns as text and a sample row that is ignored. */
export async function writeAssignmentTemplate(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('指派名单')
  sheet.columns = headers.map((header) => ({ header, width: 20, style: { numFmt: '@' } }))
  sheet.getRow(1).font = { bold: true }
  sheet.addRow(['示例：张三', '13800138000']).font = { color: { argb: 'FF999999' } }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
