import type { faceid } from 'tencentcloud-sdk-nodejs/tencentcloud/services/faceid/index.js'
import { callTencent } from './call-tencent.ts'
import { fourFactorResults, unknownFourFactorResult } from './four-factor-results.ts'
import type { FourFactorAnswer } from './port.ts'

export type FaceidClient = InstanceType<typeof faceid.v20180301.Client>

/** Checks name, ID number, card number and reserved phone with the bank. Never repeated: each call is billed. */
export async function verifyFourFactor(
  client: FaceidClient,
  input: { name: string; idNumber: string; cardNumber: string; phone: string },
): Promise<FourFactorAnswer> {
  const answer = await callTencent('BankCard4EVerification', () =>
    client.BankCard4EVerification({
      Name: input.name,
      IdCard: input.idNumber,
      BankCard: input.cardNumber,
      Phone: input.phone,
    }),
  )
  const result = answer.Result ?? ''
  const row = fourFactorResults[result] ?? unknownFourFactorResult
  return { passed: result === '0', result, ...row }
}
