import { randomUUID } from 'node:crypto'
import type { Context } from 'koa'
import { z } from 'zod'
import { rawBody } from '../http/raw-body.ts'
import type { World } from '../world/context.ts'
import { ApiError } from './api-error.ts'
import { checkBankCardInformation } from './card-information.ts'
import { detectAuth, getDetectInfoEnhanced } from './face-checks.ts'
import { bankCard4EVerification } from './four-factor.ts'
import { idCardOcr } from './id-card-ocr.ts'
import { sendSms } from './send-sms.ts'
import { verifyTc3 } from './tc3.ts'

type Action = (world: World, input: unknown) => object | Promise<object>

const versions: Readonly<Record<string, string>> = {
  faceid: '2018-03-01',
  ocr: '2018-11-19',
  sms: '2021-01-11',
}

const actions: Readonly<Record<string, Action>> = {
  'faceid/BankCard4EVerification': bankCard4EVerification,
  'faceid/CheckBankCardInformation': checkBankCardInformation,
  'faceid/DetectAuth': detectAuth,
  'faceid/GetDetectInfoEnhanced': getDetectInfoEnhanced,
  'ocr/IDCardOCR': idCardOcr,
  'sms/SendSms': sendSms,
}

/** One call of API 3.0: signature, version, action, parameters; refusals are HTTP 200 with Response.Error. */
export async function handleApiCall(ctx: Context, world: World): Promise<void> {
  const requestId = randomUUID()
  ctx.status = 200
  ctx.type = 'application/json'
  try {
    ctx.body = JSON.stringify({ Response: { ...(await answerCall(ctx, world)), RequestId: requestId } })
  } catch (error) {
    const { code, message } = describeError(error, world)
    ctx.body = JSON.stringify({ Response: { Error: { Code: code, Message: message }, RequestId: requestId } })
  }
}

async function answerCall(ctx: Context, world: World): Promise<object> {
  const service = ctx.hostname.split('.')[0] ?? ''
  if (ctx.method !== 'POST') throw new ApiError('UnsupportedProtocol', 'Only POST is supported.')
  const body = rawBody(ctx)
  verifyTc3(
    { method: ctx.method, headers: ctx.headers, body },
    service,
    world.credentials.tencent,
    Date.now(),
  )
  if (ctx.get('x-tc-version') !== versions[service])
    throw new ApiError('NoSuchVersion', 'The api version does not exist.')
  const action = actions[`${service}/${ctx.get('x-tc-action')}`]
  if (!action) throw new ApiError('InvalidAction', 'The action does not exist.')
  return action(world, parseJson(body))
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new ApiError('InvalidRequest', 'The request body is not JSON.')
  }
}

function describeError(error: unknown, world: World): { code: string; message: string } {
  if (error instanceof ApiError) return { code: error.code, message: error.message }
  if (error instanceof z.ZodError) {
    const issue = error.issues[0]
    const parameter = issue?.path.join('.') ?? ''
    return { code: 'InvalidParameter', message: `The parameter \`${parameter}\` is missing or not valid.` }
  }
  world.log('tencent call failed', { error: error instanceof Error ? error.message : 'unknown' })
  return { code: 'InternalError', message: 'An internal error has occurred.' }
}
