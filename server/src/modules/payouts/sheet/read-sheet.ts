import type ExcelJS from 'exceljs'
import { AppError } from '../../../errors.ts'
import { openFirstSheet } from '../../../spreadsheet/open-workbook.ts'
import {
  columns,
  failedRowColumns,
  maxRows,
  sampleMark,
  templateVersion,
  versionColumn,
  type RowValues,
  type SheetRow,
} from './columns.ts'
import { readCell } from './read-cell.ts'

function columnName(at: number): string {
  return String.fromCharCode(64 + at)
}

function headerText(sheet: ExcelJS.Worksheet, at: number): string {
  const cell = sheet.getCell(1, at)
  return cell.isMerged ? '' : cell.text.trim()
}

/** @throws AppError FILE_TEMPLATE naming the first column that differs, or the version */
function assertHeader(sheet: ExcelJS.Worksheet): void {
  columns.forEach(({ header }, index) => {
    const found = headerText(sheet, index + 1)
    if (found === header) return
    const reason = `${columnName(index + 1)} 列应为“${header}”，现为${found ? `“${found.slice(0, 20)}”` : '空'}`
    throw new AppError('FILE_TEMPLATE', { reason })
  })
  if (headerText(sheet, versionColumn) !== templateVersion) {
    throw new AppError('FILE_TEMPLATE', { reason: '不是当前版本的模板' })
  }
  const known = new Map<number, string>(Object.values(failedRowColumns).map(({ at, header }) => [at, header]))
  for (let at = versionColumn + 1; at <= Math.min(sheet.columnCount, 100); at++) {
    const found = headerText(sheet, at)
    if (found && found !== known.get(at)) {
      throw new AppError('FILE_TEMPLATE', { reason: `多了“${found.slice(0, 20)}”一列` })
    }
  }
}

function readRow(sheet: ExcelJS.Worksheet, at: number): SheetRow | null {
  const cells = columns.map(({ key }, index) => ({ key, ...readCell(key, sheet.getCell(at, index + 1)) }))
  if (cells.every(({ text, problem }) => text === '' && problem === null)) return null
  if (cells[0]?.text.startsWith(sampleMark)) return null
  const values = Object.fromEntries(cells.map(({ key, text }) => [key, text])) as RowValues
  const original = Number(sheet.getCell(at, failedRowColumns.row.at).value)
  return {
    row: Number.isSafeInteger(original) && original > 0 ? original : at,
    values,
    problem: cells.find(({ problem }) => problem !== null)?.problem ?? null,
  }
}

/**
 * Reads an uploaded payout file or a corrected failed-rows file: every row that is neither empty nor a sample.
 * @throws AppError FILE_UNREADABLE, FILE_TEMPLATE, FILE_EMPTY, FILE_TOO_MANY_ROWS, FILE_CONTENT
 */
export async function readSheet(file: Buffer): Promise<SheetRow[]> {
  const sheet = await openFirstSheet(file)
  assertHeader(sheet)

  const rows: SheetRow[] = []
  for (let at = 2; at <= sheet.rowCount; at++) {
    if (!sheet.findRow(at)) continue
    const row = readRow(sheet, at)
    if (row) rows.push(row)
    if (rows.length > maxRows) throw new AppError('FILE_TOO_MANY_ROWS', { limit: maxRows })
  }
  if (rows.length === 0) throw new AppError('FILE_EMPTY')
  return rows
}
