/** Version of the template, kept in a hidden cell: a file of another version is refused. */
export const templateVersion = 'linggong-payout-1'

/** Column of the hidden version cell, after those that are filled in. */
export const versionColumn = 8

/** The columns of the payout file, fixed and in order (domain.md, "Payout file"). */
export const columns = [
  { key: 'name', header: '姓名*', width: 14, sample: '示例：张三' },
  { key: 'idNumber', header: '身份证号*', width: 24, sample: '11010519491231002X' },
  { key: 'phone', header: '手机号*', width: 16, sample: '13800138000' },
  { key: 'amount', header: '金额(元)*', width: 14, sample: '1234.50' },
  { key: 'taskNumber', header: '任务编号*', width: 22, sample: 'RW20260101000001' },
  { key: 'orderNumber', header: '企业订单号', width: 22, sample: 'DD-0001' },
  { key: 'remark', header: '备注', width: 28, sample: '一月推广服务' },
] as const

export type ColumnKey = (typeof columns)[number]['key']

/** Columns that a failed-rows file has beside those of the template; ignored when it comes back, but for the row number. */
export const failedRowColumns = {
  row: { at: 9, header: '原行号' },
  reason: { at: 10, header: '未通过原因' },
} as const

/** A row whose name begins with this is an example and no payment. */
export const sampleMark = '示例'

/** The values of one row as the enterprise wrote them, trimmed. */
export type RowValues = Record<ColumnKey, string>

/** A row of an uploaded file. `problem` names the first cell whose form is refused. */
export interface SheetRow {
  row: number
  values: RowValues
  problem: string | null
}

export const maxRows = 20_000
export const maxRemark = 32
export const maxOrderNumber = 64
