import { dayOf } from '@linggong/shared/time'
import { AppError, isDuplicateKey } from '../../errors.ts'
import { GatewayError } from '../../gateways/gateway-error.ts'
import type { Services } from '../../services.ts'
import { idNumberIndexOf, phoneIndexOf } from '../identity/public.ts'
import { cardIndexOf } from './card-numbers.ts'
import { VerificationCountModel, VerificationModel, type VerificationCount } from './models/verification.ts'

/** Checks a Shanghai day of one account, of one ID number and of one reserved phone (domain.md, Registration). */
export const attemptsPerDay = 5

/** The service's answer when it was too busy to check anything; it is not billed. */
const busyResult = '-18'

export interface FourFactorInput {
  accountId: string
  name: string
  idNumber: string
  cardNumber: string
  phone: string
}

function keysOf(input: FourFactorInput, now: Date): string[] {
  const day = dayOf(now)
  return [
    `${day}:account:${input.accountId}`,
    `${day}:id:${idNumberIndexOf(input.idNumber)}`,
    `${day}:phone:${phoneIndexOf(input.phone)}`,
  ]
}

async function takeOne(key: string): Promise<boolean> {
  try {
    await VerificationCountModel.updateOne(
      { _id: key, count: { $lt: attemptsPerDay } },
      { $inc: { count: 1 } },
      { upsert: true },
    )
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** Takes one attempt under every key, before the check; two at once take two. */
async function takeAttempt(keys: readonly string[]): Promise<void> {
  for (const key of keys) if (!(await takeOne(key))) throw new AppError('FOUR_FACTOR_LIMIT')
}

async function giveBack(keys: readonly string[]): Promise<void> {
  await VerificationCountModel.updateMany({ _id: { $in: keys } }, { $inc: { count: -1 } })
}

/** Attempts an account has left today; its ID number's own count is met when that is known. */
export async function attemptsLeft(accountId: string, idNumber: string | null, now: Date): Promise<number> {
  const day = dayOf(now)
  const keys = [
    `${day}:account:${accountId}`,
    ...(idNumber ? [`${day}:id:${idNumberIndexOf(idNumber)}`] : []),
  ]
  const rows = await VerificationCountModel.find({ _id: { $in: keys } }).lean<VerificationCount[]>()
  return Math.max(attemptsPerDay - Math.max(0, ...rows.map(({ count }) => count)), 0)
}

/** Bank of a debit card. @throws AppError CARD_NUMBER_INVALID, CARD_NOT_DEBIT; GatewayError */
export async function debitCardBank(services: Services, cardNumber: string): Promise<string> {
  const { bankName, type } = await cardInformation(services, cardNumber)
  if (type !== 'debit') throw new AppError('CARD_NOT_DEBIT', undefined, 'body.cardNumber')
  return bankName
}

/** Bank and kind of a card. @throws AppError CARD_NUMBER_INVALID; GatewayError */
export async function cardInformation(services: Services, cardNumber: string) {
  try {
    return await services.gateways.tencent.cardInformation(cardNumber)
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'rejected') throw error
    throw new AppError('CARD_NUMBER_INVALID', undefined, 'body.cardNumber')
  }
}

/** What was certainly not checked costs no attempt. */
function wasNotChecked(error: unknown): boolean {
  return error instanceof GatewayError && error.kind !== 'timeout'
}

/**
 * Checks name, ID number, card and reserved phone with the bank. Every attempt is counted before it is made and
 * stays counted when it is refused. Calls an outside service: never inside a command.
 * @throws AppError FOUR_FACTOR_FAILED with the words of the answer and details.retry (fix, later, never),
 *   FOUR_FACTOR_LIMIT; GatewayError
 */
export async function verifyFourFactor(services: Services, input: FourFactorInput): Promise<void> {
  const now = services.clock.now()
  const keys = keysOf(input, now)
  await takeAttempt(keys)
  const verification = await VerificationModel.create({
    accountId: input.accountId,
    idIndex: idNumberIndexOf(input.idNumber),
    cardIndex: cardIndexOf(input.cardNumber),
    phoneIndex: phoneIndexOf(input.phone),
    at: now,
  })
  const { name, idNumber, cardNumber, phone } = input
  const answer = await services.gateways.tencent
    .verifyFourFactor({ name, idNumber, cardNumber, phone })
    .catch(async (error: unknown) => {
      if (wasNotChecked(error)) await giveBack(keys)
      throw error
    })
  await VerificationModel.updateOne({ _id: verification._id }, { $set: { result: answer.result } })
  if (answer.result === busyResult) await giveBack(keys)
  if (!answer.passed)
    throw new AppError('FOUR_FACTOR_FAILED', { reason: answer.message, retry: answer.retry })
}
