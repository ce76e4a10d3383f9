import ExcelJS from 'exceljs'

const { ValueType } = ExcelJS

/** The text a cell was filled in with, or null for anything that is not plainly typed text (numbers, formulas, dates). */
export function plainText(cell: ExcelJS.Cell): string | null {
  const { value, type } = cell
  if (type === ValueType.Null) return ''
  if (type === ValueType.String || type === ValueType.SharedString) return String(value).trim()
  if (type === ValueType.RichText)
    return (value as ExcelJS.CellRichTextValue).richText
      .map(({ text }) => text)
      .join('')
      .trim()
  if (type === ValueType.Hyperlink) return String((value as ExcelJS.CellHyperlinkValue).text).trim()
  return null
}
