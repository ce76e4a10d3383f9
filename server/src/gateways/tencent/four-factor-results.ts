import type { RetryAdvice } from './port.ts'

interface ResultRow {
  retry: RetryAdvice
  message: string
}

/** Result codes of faceid BankCard4EVerification (2018-03-01) and what a worker is told. */
export const fourFactorResults: Readonly<Record<string, ResultRow>> = {
  '0': { retry: 'never', message: '银行卡信息验证通过' },
  '-1': { retry: 'fix', message: '银行没有核对上这些信息，请检查姓名、身份证号、卡号和手机号是否都是本人的' },
  '-2': { retry: 'fix', message: '姓名没有核对上，请按身份证上的姓名填写' },
  '-3': { retry: 'fix', message: '身份证号有误，请对照身份证逐位核对' },
  '-4': { retry: 'fix', message: '银行卡号有误，请对照卡面逐位核对' },
  '-5': { retry: 'fix', message: '手机号有误，请填写办卡时留在银行的手机号' },
  '-6': { retry: 'fix', message: '银行预留手机号或持卡人不一致，请核对办卡时留的手机号，并使用本人的卡' },
  '-7': { retry: 'never', message: '这张卡没有开通线上支付，请联系发卡银行开通，或换一张本人的储蓄卡' },
  '-8': { retry: 'never', message: '这张卡已被银行收回，请换一张本人的储蓄卡' },
  '-9': { retry: 'fix', message: '银行查不到这个卡号，请对照卡面逐位核对' },
  '-10': { retry: 'fix', message: '没有找到这张卡的发卡银行，请核对卡号，或换一张本人的储蓄卡' },
  '-11': {
    retry: 'never',
    message: '这张卡还没有激活或长期没有使用，请到发卡银行激活，或换一张本人的储蓄卡',
  },
  '-12': { retry: 'never', message: '银行停用了这张卡，请换一张本人的储蓄卡' },
  '-13': { retry: 'never', message: '这张卡已挂失，请换一张本人的储蓄卡' },
  '-14': { retry: 'never', message: '这张卡已过期，请换一张本人的储蓄卡' },
  '-15': { retry: 'never', message: '银行限制了这张卡的使用，请联系发卡银行，或换一张本人的储蓄卡' },
  '-16': {
    retry: 'never',
    message: '这张卡的密码错误次数太多，银行暂时锁定了它，请联系发卡银行，或换一张本人的储蓄卡',
  },
  '-17': { retry: 'never', message: '发卡银行不支持线上验证这张卡，请换一张本人的储蓄卡' },
  '-18': { retry: 'later', message: '银行的验证系统正忙，请过几分钟再试，填好的内容会保留' },
  '-19': { retry: 'later', message: '今天验证的次数已经用完，请明天再试' },
  '-20': { retry: 'fix', message: '目前只能验证二代居民身份证，请核对身份证号' },
  '-21': { retry: 'fix', message: '卡号有误或这张卡的状态不正常，请核对卡号，或换一张本人的储蓄卡' },
}

/** Words for a code that is not in the table. */
export const unknownFourFactorResult: ResultRow = {
  retry: 'later',
  message: '银行暂时没有给出验证结果，请过几分钟再试，填好的内容会保留',
}
