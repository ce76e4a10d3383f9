import { registrationMachine } from '@linggong/shared/states/registration'
import type { HydratedDocument } from 'mongoose'
import { asWorker } from '../../../actor.ts'
import type { CommandContext } from '../../../command.ts'
import { AppError, isDuplicateKey } from '../../../errors.ts'
import { getAccount } from '../../identity/public.ts'
import { RegistrationModel, type Registration, type RegistrationState } from '../models/registration.ts'

/** Begins the registration of an account unless it has begun; outside a command, once is as good as twice. */
export async function beginRegistration(accountId: string): Promise<void> {
  if (await RegistrationModel.exists({ _id: accountId })) return
  try {
    await RegistrationModel.create({ _id: accountId, state: registrationMachine.initial })
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
}

/** The caller's registration inside a command. @throws AppError UNAUTHENTICATED, REGISTRATION_STEP */
export async function loadRegistration(c: CommandContext): Promise<HydratedDocument<Registration>> {
  const { accountId } = asWorker(c.actor)
  const registration = await RegistrationModel.findById(accountId).session(c.session)
  if (!registration) throw new AppError('REGISTRATION_STEP', { step: '实名认证' })
  return registration
}

/** The person of the caller's account, verified now or earlier; null while nobody is. */
export async function personOfCaller(c: CommandContext): Promise<string | null> {
  const { accountId } = asWorker(c.actor)
  return (await getAccount(accountId, c.session)).personId
}

const steps: Partial<Record<RegistrationState, string>> = {
  started: '实名认证',
  identified: '阅读并同意协议',
  agreed: '设置结算卡',
}

/** @throws AppError REGISTRATION_STEP naming the step that comes first */
export function assertReached(state: RegistrationState, allowed: readonly RegistrationState[]): void {
  if (!allowed.includes(state))
    throw new AppError('REGISTRATION_STEP', { step: steps[state] ?? '拍摄证件照' })
}
