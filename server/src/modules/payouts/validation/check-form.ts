import { zPersonName } from '@linggong/shared/fields'
import { formatYuan, parseYuan, type Fen } from '@linggong/shared/money'
import { isMobile } from '@linggong/shared/rules/phone'
import { residentIdProblem } from '@linggong/shared/rules/resident-id'
import { maxOrderNumber, maxRemark, type RowValues } from '../sheet/columns.ts'
import { payoutRules } from '../rules.ts'

/** Why a text is no amount, in words; null when it is one. */
export function amountProblem(text: string): string | null {
  if (text === '') return '请填写金额'
  if (parseYuan(text) !== null) return null
  if (/^-?0*(\.0*)?$/.test(text) || /^-\d+(\.\d+)?$/.test(text)) return '金额须大于 0'
  if (/^\d+\.\d{3,}$/.test(text)) return '金额最多两位小数'
  if (/^\d{13,}(\.\d{1,2})?$/.test(text)) return '金额过大，请核对'
  return '金额须为数字，如 1234.50，不要写文字、符号或千位分隔符'
}

function nameProblem(name: string): string | null {
  if (name === '') return '请填写姓名'
  const parsed = zPersonName.safeParse(name)
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? '姓名有误')
}

function phoneProblem(phone: string): string | null {
  if (phone === '') return '请填写手机号'
  return isMobile(phone) ? null : '手机号不正确，请填写 11 位中国大陆手机号'
}

function formProblem(values: RowValues): string | null {
  return (
    nameProblem(values.name) ??
    (values.idNumber === '' ? '请填写身份证号' : null) ??
    phoneProblem(values.phone) ??
    amountProblem(values.amount) ??
    (values.taskNumber === '' ? '请填写任务编号' : null) ??
    ([...values.orderNumber].length > maxOrderNumber ? `企业订单号不超过 ${maxOrderNumber} 个字符` : null) ??
    ([...values.remark].length > maxRemark ? `备注不超过 ${maxRemark} 个字` : null)
  )
}

const identityProblems = {
  ID_NUMBER_INVALID: '身份证号不正确，请核对（18 位，末位可以是 X）',
  ID_NUMBER_UNDERAGE: '收款人未满 18 周岁，不能发佣',
} as const

/** A row that is well-formed, its ID number in upper case and its amount in fen. */
export interface WellFormed {
  values: RowValues
  amount: Fen
}

/**
 * The checks that need nothing but the row, in the order of domain.md: format, ID number and age, amount and
 * limits. Answers the first problem in words, or the row.
 */
export function checkForm(
  raw: RowValues,
  cellProblem: string | null,
  now: Date,
): { problem: string } | WellFormed {
  const problem = cellProblem ?? formProblem(raw)
  if (problem) return { problem }
  const values = { ...raw, idNumber: raw.idNumber.toUpperCase() }
  const identity = residentIdProblem(values.idNumber, now)
  if (identity) return { problem: identityProblems[identity] }
  const amount = parseYuan(values.amount)
  if (amount === null) return { problem: '金额有误' }
  if (amount > payoutRules.maxPayment)
    return { problem: `单笔金额不超过 ${formatYuan(payoutRules.maxPayment)}` }
  return { values, amount }
}
