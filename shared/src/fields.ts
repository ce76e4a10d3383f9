import { z } from 'zod'
import { isBankCard } from './rules/bank-card.ts'
import { isCreditCode } from './rules/credit-code.ts'
import { isStrongPassword } from './rules/password.ts'
import { isMobile } from './rules/phone.ts'
import { residentIdBirthDay } from './rules/resident-id.ts'

/** Fields that many endpoints share, each with the Chinese message its refusal shows. */
const trimmed = z.string().trim()

export const zId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, '编号格式不正确')
export const zPhone = trimmed.refine(isMobile, '请填写 11 位中国大陆手机号')
export const zIdNumber = trimmed
  .transform((value) => value.toUpperCase())
  .refine(
    (value) => residentIdBirthDay(value) !== null,
    '身份证号不正确，请核对后重填（18 位，末位可以是 X）',
  )
export const zCardNumber = z
  .string()
  .transform((value) => value.replace(/\s/g, ''))
  .refine(isBankCard, '银行卡号不正确，请核对卡面上的数字')
export const zCreditCode = trimmed
  .transform((value) => value.toUpperCase())
  .refine(isCreditCode, '统一社会信用代码不正确，请核对营业执照上的 18 位代码')
export const zPersonName = trimmed
  .min(2, '请填写完整姓名')
  .max(30, '姓名过长，请核对')
  .regex(/^[\p{Script=Han}A-Za-z·.\s]+$/u, '姓名只能包含汉字、字母和间隔号')
export const zOrganisationName = trimmed.min(2, '请填写完整的单位名称').max(80, '名称过长，请核对')
export const zAccountNumber = z
  .string()
  .transform((value) => value.replace(/\s/g, ''))
  .refine((value) => /^\d{6,32}$/.test(value), '请填写正确的银行账号')
export const zPassword = z
  .string()
  .refine(isStrongPassword, '密码至少 10 位，需包含大写字母、小写字母、数字和符号')
export const zSmsCode = trimmed.regex(/^\d{6}$/, '请填写 6 位验证码')
export const zDay = z.iso.date('请填写日期，如 2026-11-03')
export const zMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '请填写月份，如 2026-11')
export const zTime = z.iso.datetime()
export const zReason = trimmed.min(2, '请写明原因').max(200, '原因不超过 200 字')

/** Page of a list: 1-based. */
export const zPage = z.object({
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
})

/** A page of rows with the number of all rows. */
export function zPageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), total: z.int() })
}

/** Integer fen in an answer. */
export const zFenNumber = z.int()
