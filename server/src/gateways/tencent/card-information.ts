import { GatewayError } from '../gateway-error.ts'
import { callTencent } from './call-tencent.ts'
import { cardInformationFailures } from './card-information-results.ts'
import type { FaceidClient } from './four-factor.ts'
import type { CardInformation, CardType } from './port.ts'

const cardTypes: Readonly<Record<number, CardType>> = {
  1: 'debit',
  2: 'credit',
  3: 'prepaid',
  4: 'quasi-credit',
}

/** Bank and type of a card. Throws GatewayError `rejected` CARD_UNKNOWN, or `unavailable` CARD_QUERY_BUSY. */
export async function cardInformation(client: FaceidClient, cardNumber: string): Promise<CardInformation> {
  const answer = await callTencent('CheckBankCardInformation', () =>
    client.CheckBankCardInformation({ BankCard: cardNumber }),
  )
  const type = cardTypes[answer.AccountType ?? 0]
  if (answer.Result === '0' && type && answer.AccountBank) return { bankName: answer.AccountBank, type }
  const failure = cardInformationFailures[answer.Result ?? ''] ?? {
    busy: false,
    message: '没有查到这张卡的信息，请核对卡号',
  }
  if (failure.busy) throw new GatewayError('tencent', 'unavailable', failure.message, 'CARD_QUERY_BUSY')
  throw new GatewayError('tencent', 'rejected', failure.message, 'CARD_UNKNOWN')
}
