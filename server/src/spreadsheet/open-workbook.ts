import ExcelJS from 'exceljs'
import { AppError } from '../errors.ts'
import { assertUnpacksModestly } from './zip-guard.ts'

/**
 * The first sheet of an uploaded .xlsx file.
 * @throws AppError FILE_UNREADABLE, FILE_CONTENT (it unpacks to too much), FILE_EMPTY (no sheet, or an empty one)
 */
export async function openFirstSheet(file: Buffer): Promise<ExcelJS.Worksheet> {
  await assertUnpacksModestly(file)
  const workbook = new ExcelJS.Workbook()
  try {
    await workbook.xlsx.load(file as unknown as ArrayBuffer, {
      ignoreNodes: ['dataValidations', 'conditionalFormatting', 'drawing', 'picture'],
    })
  } catch {
    throw new AppError('FILE_UNREADABLE')
  }
  const sheet = workbook.worksheets[0]
  if (!sheet || sheet.rowCount === 0) throw new AppError('FILE_EMPTY')
  return sheet
}
