/** How the four-factor check (faceid BankCard4EVerification) answers for a card, see Tencent Cloud's result codes. */
export type FourFactorResult =
  | '0'
  | '-1'
  | '-2'
  | '-3'
  | '-4'
  | '-5'
  | '-6'
  | '-7'
  | '-8'
  | '-9'
  | '-10'
  | '-11'
  | '-12'
  | '-13'
  | '-14'
  | '-15'
  | '-16'
  | '-17'
  | '-18'
  | '-19'
  | '-20'
  | '-21'

/** How the bank treats a payment to a card. */
export type PaymentOutcome =
  | 'success'
  | 'frozen'
  | 'over-limit'
  | 'closed-account'
  | 'name-mismatch'
  | 'success-then-returned'
  | 'timeout-succeeded'
  | 'timeout-failed'
  | 'timeout-lost'
  | 'slow'

export type CardType = 'debit' | 'credit' | 'prepaid' | 'quasi-credit'

/** One row of the documented table: digits 7–9 of a card number decide what happens with the card. */
export interface Outcome {
  code: string
  label: string
  fourFactor: FourFactorResult
  payment: PaymentOutcome
}

/** One issuer: the first six digits of its card numbers. */
export interface Bin {
  bin: string
  bankName: string
  type: CardType
  length: 16 | 19
}

export const bins: readonly Bin[] = [
  { bin: '622202', bankName: '工商银行', type: 'debit', length: 19 },
  { bin: '621700', bankName: '建设银行', type: 'debit', length: 19 },
  { bin: '622848', bankName: '农业银行', type: 'debit', length: 19 },
  { bin: '621661', bankName: '中国银行', type: 'debit', length: 19 },
  { bin: '622609', bankName: '招商银行', type: 'debit', length: 16 },
  { bin: '621098', bankName: '邮储银行', type: 'debit', length: 19 },
  { bin: '625330', bankName: '招商银行', type: 'credit', length: 16 },
  { bin: '622155', bankName: '工商银行', type: 'prepaid', length: 16 },
  { bin: '623093', bankName: '平安银行', type: 'quasi-credit', length: 16 },
]

const fourFactor = (code: string, result: FourFactorResult, label: string): Outcome => ({
  code,
  label,
  fourFactor: result,
  payment: 'success',
})

const payment = (code: string, outcome: PaymentOutcome, label: string): Outcome => ({
  code,
  label,
  fourFactor: '0',
  payment: outcome,
})

/** The whole table. A card whose digits 7–9 are not here behaves like 000. Documented in README.md. */
export const outcomes: readonly Outcome[] = [
  { code: '000', label: '一切正常', fourFactor: '0', payment: 'success' },
  fourFactor('101', '-1', '四要素：认证未通过'),
  fourFactor('102', '-2', '四要素：姓名校验不通过'),
  fourFactor('103', '-3', '四要素：身份证号码有误'),
  fourFactor('104', '-4', '四要素：银行卡号格式有误'),
  fourFactor('105', '-5', '四要素：手机号码不合法'),
  fourFactor('106', '-6', '四要素：持卡人信息有误（如预留手机号不一致）'),
  fourFactor('107', '-7', '四要素：未开通无卡支付'),
  fourFactor('108', '-8', '四要素：此卡被没收'),
  fourFactor('109', '-9', '四要素：无效卡号'),
  fourFactor('110', '-10', '四要素：此卡无对应发卡行'),
  fourFactor('111', '-11', '四要素：卡未初始化或睡眠卡'),
  fourFactor('112', '-12', '四要素：作弊卡、吞卡'),
  fourFactor('113', '-13', '四要素：此卡已挂失'),
  fourFactor('114', '-14', '四要素：该卡已过期'),
  fourFactor('115', '-15', '四要素：受限制的卡'),
  fourFactor('116', '-16', '四要素：密码错误次数超限'),
  fourFactor('117', '-17', '四要素：发卡行不支持此交易'),
  fourFactor('118', '-18', '四要素：验证中心服务繁忙'),
  fourFactor('119', '-19', '四要素：验证次数超限'),
  fourFactor('120', '-20', '四要素：该证件号暂不支持核验'),
  fourFactor('121', '-21', '四要素：卡状态异常或卡号错误'),
  payment('201', 'frozen', '打款：账户已冻结'),
  payment('202', 'over-limit', '打款：超过收款限额'),
  payment('203', 'closed-account', '打款：账户已销户'),
  payment('204', 'name-mismatch', '打款：户名不符'),
  payment('211', 'success-then-returned', '打款：先成功，稍后退汇'),
  payment('221', 'timeout-succeeded', '打款：应答超时，实际成功'),
  payment('222', 'timeout-failed', '打款：应答超时，实际失败'),
  payment('223', 'timeout-lost', '打款：应答超时，银行未收到（再次发送即成功）'),
  payment('231', 'slow', '打款：一直处理中，等柜员决定'),
]

const byCode = new Map(outcomes.map((outcome) => [outcome.code, outcome]))
const byBin = new Map(bins.map((bin) => [bin.bin, bin]))

/** What happens with this card; digits 7–9 that are not in the table mean "all is well". */
export function outcomeOf(cardNumber: string): Outcome {
  return byCode.get(cardNumber.slice(6, 9)) ?? outcomes[0]!
}

/** The issuer of a card, or undefined when its first six digits are not known. */
export function binOf(cardNumber: string): Bin | undefined {
  return byBin.get(cardNumber.slice(0, 6))
}

/** True when the last digit is the Luhn check digit (ISO/IEC 7812-1). */
export function isLuhnValid(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && luhnSum(digits) % 10 === 0
}

function luhnSum(digits: string): number {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum
}

/**
 * Makes a Luhn-valid card number of a known issuer.
 * @param bin the first six digits, one of `bins`
 * @param outcome a code of `outcomes`, e.g. '201'
 * @param serial distinguishes cards with the same bin and outcome
 */
export function makeCard(bin: string, outcome = '000', serial = 1): string {
  const issuer = byBin.get(bin)
  if (!issuer) throw new Error(`Unknown BIN ${bin}`)
  if (!byCode.has(outcome)) throw new Error(`Unknown card outcome ${outcome}`)
  const body = `${bin}${outcome}${String(serial).padStart(issuer.length - 10, '0')}`
  const check = (10 - (luhnSum(`${body}0`) % 10)) % 10
  return `${body}${check}`
}
