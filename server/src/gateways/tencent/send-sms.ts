import type { sms } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/index.js'
import { GatewayError } from '../gateway-error.ts'
import { callTencent } from './call-tencent.ts'
import { otherSmsFailure, smsFailures } from './sms-failures.ts'
import { smsTemplates, type SmsTemplate } from './sms-templates.ts'
import type { SmsOutcome, TencentConfig } from './port.ts'

export type SmsClient = InstanceType<typeof sms.v20210111.Client>

/**
 * Sends one template message to one mainland phone (11 digits). The number of parameters must be the template's.
 * After a `timeout` the message may have gone out: sending again is the caller's decision.
 */
export async function sendSms(
  client: SmsClient,
  config: TencentConfig,
  input: { phone: string; template: SmsTemplate; params: readonly string[] },
): Promise<SmsOutcome> {
  const expected = smsTemplates[input.template].length
  if (input.params.length !== expected)
    throw new RangeError(`SMS ${input.template} takes ${expected} parameters, not ${input.params.length}`)
  const answer = await callTencent('SendSms', () =>
    client.SendSms({
      PhoneNumberSet: [`+86${input.phone}`],
      SmsSdkAppId: config.smsAppId,
      SignName: config.smsSign,
      TemplateId: config.smsTemplates?.[input.template] ?? input.template,
      TemplateParamSet: [...input.params],
    }),
  )
  const status = answer.SendStatusSet?.[0]
  if (!status?.Code) throw new GatewayError('tencent', 'timeout', 'SendSms: empty answer')
  if (status.Code === 'Ok') return { ok: true, serial: status.SerialNo ?? '' }
  return { ok: false, failed: status.Code, message: smsFailures[status.Code] ?? otherSmsFailure }
}
