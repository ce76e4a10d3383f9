import { z } from 'zod'
import type { World } from '../world/context.ts'
import { binOf, isLuhnValid, type CardType } from '../world/outcomes.ts'

const ZInput = z.object({ BankCard: z.string() })
const accountTypes: Readonly<Record<CardType, number>> = {
  debit: 1,
  credit: 2,
  prepaid: 3,
  'quasi-credit': 4,
}

/** faceid CheckBankCardInformation: the issuer by the first six digits. */
export function checkBankCardInformation(_world: World, input: unknown): object {
  const { BankCard } = ZInput.parse(input)
  if (!/^\d{16,19}$/.test(BankCard) || !isLuhnValid(BankCard)) return failure('-5', '卡号无效')
  const bin = binOf(BankCard)
  if (!bin || bin.length !== BankCard.length) return failure('-1', '未查到信息')
  return {
    Result: '0',
    Description: '查询成功',
    AccountBank: bin.bankName,
    AccountType: accountTypes[bin.type],
  }
}

const failure = (result: string, description: string): object => ({
  Result: result,
  Description: description,
  AccountBank: '',
  AccountType: 0,
})
