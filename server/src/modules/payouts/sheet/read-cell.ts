import ExcelJS from 'exceljs'
import { plainText } from '../../../spreadsheet/plain-text.ts'
import type { ColumnKey } from './columns.ts'

/** What a cell holds as text, or why its form is refused (with its address). */
export interface CellText {
  text: string
  problem: string | null
}

const { ValueType } = ExcelJS
const names: Record<ColumnKey, string> = {
  name: '姓名',
  idNumber: '身份证号',
  phone: '手机号',
  amount: '金额',
  taskNumber: '任务编号',
  orderNumber: '企业订单号',
  remark: '备注',
}

/** Excel keeps 15 significant digits; a longer number has lost some. */
const maxExact = 1e15

function fromNumber(key: ColumnKey, cell: ExcelJS.Cell, value: number): CellText {
  const text = key === 'amount' ? String(Number(value.toPrecision(15))) : String(value)
  if (key === 'idNumber') {
    return {
      text,
      problem: `${cell.address} 单元格的身份证号是数字格式，末尾几位已经丢失，请把单元格改为文本格式后重新填写`,
    }
  }
  if (key === 'phone') {
    return { text, problem: `${cell.address} 单元格的手机号是数字格式，请把单元格改为文本格式后重新填写` }
  }
  if (key !== 'amount' && Math.abs(value) >= maxExact) {
    return {
      text,
      problem: `${cell.address} 单元格的${names[key]}是数字格式，末尾几位已经丢失，请改为文本格式后重新填写`,
    }
  }
  return { text, problem: null }
}

/** Reads a cell of a column; formulas, merged cells, dates and errors are refused with the cell's address. */
export function readCell(key: ColumnKey, cell: ExcelJS.Cell): CellText {
  if (cell.isMerged) return { text: '', problem: `${cell.address} 是合并单元格，请取消合并后逐行填写` }
  if (cell.type === ValueType.Formula) {
    return { text: '', problem: `${cell.address} 单元格是公式，请改为填写${names[key]}的值` }
  }
  if (cell.type === ValueType.Number) return fromNumber(key, cell, cell.value as number)
  const text = plainText(cell)
  if (text === null)
    return { text: '', problem: `${cell.address} 单元格的内容无法识别，请改为文本格式后重新填写` }
  return { text, problem: null }
}
