import { z } from 'zod'
import type { World } from '../world/context.ts'
import { ApiError } from './api-error.ts'
import { smsOutcomes } from './sms-outcomes.ts'
import { smsTemplates } from './sms-templates.ts'

const ZInput = z.object({
  PhoneNumberSet: z.array(z.string()).min(1),
  SmsSdkAppId: z.string(),
  TemplateId: z.string(),
  SignName: z.string().default(''),
  TemplateParamSet: z.array(z.string()).default([]),
  SessionContext: z.string().default(''),
})

type Input = z.infer<typeof ZInput>

/** sms SendSms: every number has its own status inside the set; only the whole call's faults are errors. */
export function sendSms(world: World, input: unknown): object {
  const request = ZInput.parse(input)
  if (request.PhoneNumberSet.length > 200)
    throw new ApiError(
      'LimitExceeded.PhoneNumberCountLimit',
      'the number of phone numbers exceeds the upper limit 200',
    )
  if (request.SmsSdkAppId !== world.credentials.tencent.smsAppId)
    throw new ApiError('UnauthorizedOperation.SmsSdkAppIdVerifyFail', 'SmsSdkAppId verify fail')
  return { SendStatusSet: request.PhoneNumberSet.map((phone) => sendOne(world, request, phone)) }
}

function sendOne(world: World, request: Input, rawPhone: string): object {
  const phone = /^(?:\+?86|0086)?(1[3-9]\d{9})$/.exec(rawPhone)?.[1]
  const template = Object.hasOwn(smsTemplates, request.TemplateId)
    ? smsTemplates[request.TemplateId]
    : undefined
  const failure = refusal(world, request, phone, template)
  const status = {
    PhoneNumber: phone ? `+86${phone}` : rawPhone,
    SessionContext: request.SessionContext,
    IsoCode: 'CN',
  }
  if (failure || !phone || !template)
    return {
      ...status,
      SerialNo: '',
      Fee: 0,
      Code: failure?.code ?? 'InternalError',
      Message: failure?.message ?? '',
    }

  const text = template.replace(
    /\{(\d)\}/g,
    (_, index: string) => request.TemplateParamSet[Number(index) - 1] ?? '',
  )
  world.inbox.sms(phone, `【${request.SignName}】${text}`, { template: request.TemplateId })
  const serial = `2640:${Date.now()}${String(world.store.nextNumber('sms')).padStart(6, '0')}`
  return { ...status, SerialNo: serial, Fee: 1, Code: 'Ok', Message: 'send success' }
}

function refusal(
  world: World,
  request: Input,
  phone: string | undefined,
  template: string | undefined,
): { code: string; message: string } | undefined {
  if (!phone) return { code: 'InvalidParameterValue.IncorrectPhoneNumber', message: 'incorrect phone number' }
  if (request.SignName !== world.credentials.tencent.smsSign)
    return {
      code: 'FailedOperation.SignatureIncorrectOrUnapproved',
      message: 'signature is incorrect or unapproved',
    }
  if (!template)
    return {
      code: 'FailedOperation.TemplateIncorrectOrUnapproved',
      message: 'template is incorrect or unapproved',
    }
  if (new Set(template.match(/\{\d\}/g)).size !== request.TemplateParamSet.length)
    return {
      code: 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate',
      message: 'request content does not match the template content',
    }
  return smsOutcomes[phone]
}
