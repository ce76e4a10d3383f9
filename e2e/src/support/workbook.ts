import { readFile } from 'node:fs/promises'
import ExcelJS from 'exceljs'
import type { Download, Page } from 'playwright-core'

/** Presses a button that downloads a file, and opens the workbook that came. */
export async function downloadWorkbook(page: Page, press: () => Promise<unknown>): Promise<ExcelJS.Workbook> {
  const [download] = await Promise.all([page.waitForEvent('download') as Promise<Download>, press()])
  return openWorkbook(await readFile(await download.path()))
}

export async function openWorkbook(content: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(content as unknown as ArrayBuffer)
  return workbook
}

/** The first sheet; every file of this product has one. */
export function firstSheet(workbook: ExcelJS.Workbook): ExcelJS.Worksheet {
  const [sheet] = workbook.worksheets
  if (!sheet) throw new Error('the workbook has no sheet')
  return sheet
}

/** Writes values from the first column on, as a person types them. */
export function fillRow(sheet: ExcelJS.Worksheet, row: number, values: readonly ExcelJS.CellValue[]): void {
  values.forEach((value, index) => {
    sheet.getCell(row, index + 1).value = value
  })
}

/** The workbook's file, as saved. */
export async function saved(workbook: ExcelJS.Workbook): Promise<Buffer> {
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
