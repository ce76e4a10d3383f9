import { z } from 'zod'
import type { World } from '../world/context.ts'
import { isIdNumber } from './id-number.ts'
import { isLuhnValid, outcomeOf, type FourFactorResult } from '../world/outcomes.ts'

const ZInput = z.object({ Name: z.string(), BankCard: z.string(), Phone: z.string(), IdCard: z.string() })

const descriptions: Readonly<Record<FourFactorResult, string>> = {
  '0': '认证通过',
  '-1': '认证未通过',
  '-2': '姓名校验不通过',
  '-3': '身份证号码有误',
  '-4': '银行卡号格式有误',
  '-5': '手机号码不合法',
  '-6': '持卡人信息有误',
  '-7': '未开通无卡支付',
  '-8': '此卡被没收',
  '-9': '无效卡号',
  '-10': '此卡无对应发卡行',
  '-11': '该卡未初始化或睡眠卡',
  '-12': '作弊卡、吞卡',
  '-13': '此卡已挂失',
  '-14': '该卡已过期',
  '-15': '受限制的卡',
  '-16': '密码错误次数超限',
  '-17': '发卡行不支持此交易',
  '-18': '验证中心服务繁忙',
  '-19': '验证次数超限，请次日重试',
  '-20': '该证件号暂不支持核验，当前仅支持二代身份证',
  '-21': '卡状态异常或卡号错误',
}

/** faceid BankCard4EVerification: form of the input first, then what is known of the person, then the card. */
export function bankCard4EVerification(world: World, input: unknown): object {
  const result = judge(world, ZInput.parse(input))
  return { Result: result, Description: descriptions[result] }
}

function judge(world: World, input: z.infer<typeof ZInput>): FourFactorResult {
  if (!/^[\p{Script=Han}·]{2,32}$/u.test(input.Name)) return '-2'
  if (!isIdNumber(input.IdCard)) return '-3'
  if (!/^\d{16,19}$/.test(input.BankCard) || !isLuhnValid(input.BankCard)) return '-4'
  if (!/^1[3-9]\d{9}$/.test(input.Phone)) return '-5'

  const holder = world.people.byCard(input.BankCard)
  const person = world.people.byIdNumber(input.IdCard)
  if (person && person.name !== input.Name) return '-1'
  if (holder && holder.idNumber !== input.IdCard) return '-6'
  const card = holder?.cards.find(({ number }) => number === input.BankCard)
  if (card && card.reservedPhone !== input.Phone) return '-6'
  return outcomeOf(input.BankCard).fourFactor
}
