import { AppError } from '../../../errors.ts'
import { GatewayError } from '../../../gateways/gateway-error.ts'
import { newId } from '../../../ids.ts'
import { requestScope } from '../../../request-scope.ts'
import type { Services } from '../../../services.ts'
import { SmsCodeModel, SmsCodeTriesModel } from '../models/sms-code.ts'
import { personalVault, phoneIndexOf } from '../personal-data.ts'
import { smsRules } from './limits.ts'
import { returnSmsQuota, takeSmsQuota, type SmsRequest } from './quota.ts'

export interface SmsCodeRequest {
  phone: string
  /** A public purpose of the contract, or the name of an operation. */
  purpose: string
  /** What the code confirms; a code for one subject is no code for another. */
  subjectId?: string
}

/** `throttleBy` counts the minute between two SMS by something else than the subject. */
export type SmsSendRequest = SmsCodeRequest & { throttleBy?: string }

/** Keyed hash of a code: bound to the row, useless without the key. */
export function smsCodeHash(codeId: string, code: string): string {
  return personalVault().blindIndex('sms-code', `${codeId}:${code}`)
}

async function send(services: Services, phone: string, code: string): Promise<string | null> {
  const outcome = await services.gateways.tencent.sendSms({
    phone,
    template: 'code',
    params: [code, smsRules.codeMinutes],
  })
  return outcome.ok ? null : outcome.message
}

/**
 * Sends a code of 6 digits that lives 5 minutes. Calls an outside service: never inside a command.
 * @throws AppError SMS_TOO_OFTEN, SMS_LIMIT, SMS_NOT_SENT; GatewayError when the service does not answer
 */
export async function sendSmsCodeTo(
  services: Services,
  { phone, purpose, subjectId, throttleBy }: SmsSendRequest,
): Promise<{ resendAfterSeconds: number; expiresAt: Date }> {
  const now = services.clock.now()
  const request: SmsRequest = {
    phoneIndex: phoneIndexOf(phone),
    purpose,
    throttleBy: throttleBy ?? subjectId ?? null,
    ip: requestScope()?.ip ?? '',
    now,
  }
  await takeSmsQuota(request)

  const id = newId()
  const code = services.random.digits(smsRules.codeDigits)
  const expiresAt = new Date(now.getTime() + smsRules.codeTtl)
  const { phoneIndex } = request
  await SmsCodeTriesModel.create({ _id: id })
  await SmsCodeModel.create({
    _id: id,
    phoneIndex,
    purpose,
    subjectId: subjectId ?? null,
    codeHash: smsCodeHash(id, code),
    expiresAt,
  })
  try {
    const reason = await send(services, phone, code)
    if (reason !== null) throw new AppError('SMS_NOT_SENT', { reason })
  } catch (error) {
    const mayHaveArrived = error instanceof GatewayError && error.kind === 'timeout'
    if (!mayHaveArrived) {
      await SmsCodeModel.deleteOne({ _id: id })
      await returnSmsQuota(request)
    }
    throw error
  }
  return { resendAfterSeconds: smsRules.resendAfter / 1000, expiresAt }
}
