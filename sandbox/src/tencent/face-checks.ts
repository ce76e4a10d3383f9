import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { World } from '../world/context.ts'
import { isIdNumber } from './id-number.ts'
import { ApiError } from './api-error.ts'

/** What the player of a face check chose. */
export type FaceResult = 'passed' | 'other-person' | 'gave-up'

export interface FaceCheck {
  bizToken: string
  name: string
  idNumber: string
  redirectUrl: string
  extra: string
  /** Business time, ms. */
  createdAt: number
  result?: FaceResult
}

/** A face check as the page shows it. */
export interface FaceCheckView {
  bizToken: string
  name: string
  idNumberTail: string
  url: string
  /** ISO, business time. */
  createdAt: string
  result: FaceResult | null
}

/** A BizToken can be played for 7,200 s and asked for three days (faceid documentation). */
const playableMs = 7_200_000
const readableMs = 3 * 24 * 3_600_000

const ZDetectAuth = z.object({
  RuleId: z.string(),
  IdCard: z.string().optional(),
  Name: z.string().optional(),
  RedirectUrl: z.string().max(1024).optional(),
  Extra: z.string().max(1024).optional(),
})

const ZDetectInfo = z.object({ BizToken: z.string(), RuleId: z.string(), InfoType: z.string().optional() })

const table = (world: World) => world.store.table<FaceCheck>('tencent-face-checks')

/** faceid DetectAuth: opens a face check and answers the page it is done on. */
export function detectAuth(world: World, input: unknown): object {
  const request = ZDetectAuth.parse(input)
  requireRule(world, request.RuleId)
  if (!request.Name || request.Name.length > 32) throw new ApiError('InvalidParameter', '姓名格式不正确')
  if (!request.IdCard || !isIdNumber(request.IdCard))
    throw new ApiError('InvalidParameterValue', '身份证号格式不正确')
  if (request.RedirectUrl && !/^https?:\/\//.test(request.RedirectUrl))
    throw new ApiError('InvalidParameterValue', 'RedirectUrl 格式不正确')
  const bizToken = randomUUID().toUpperCase()
  table(world).put(bizToken, {
    bizToken,
    name: request.Name,
    idNumber: request.IdCard,
    redirectUrl: request.RedirectUrl ?? '',
    extra: request.Extra ?? '',
    createdAt: world.clock.now().getTime(),
  })
  return { Url: pageUrl(world, bizToken), BizToken: bizToken }
}

/** faceid GetDetectInfoEnhanced: the text part of the result; ErrCode is null until the person has finished. */
export function getDetectInfoEnhanced(world: World, input: unknown): object {
  const request = ZDetectInfo.parse(input)
  requireRule(world, request.RuleId)
  const check = table(world).get(request.BizToken)
  if (!check) throw new ApiError('InvalidParameterValue.BizTokenIllegal', 'BizToken 不合法')
  if (world.clock.now().getTime() - check.createdAt > readableMs)
    throw new ApiError('InvalidParameterValue.BizTokenExpired', 'BizToken 过期')
  return {
    Text: { IdCard: check.idNumber, Name: check.name, Extra: check.extra, ...outcomeText(check.result) },
  }
}

/** The face check of a token, or undefined when there is none or it can no longer be played. */
export function playableFaceCheck(world: World, bizToken: string): FaceCheck | undefined {
  const check = table(world).get(bizToken)
  if (!check || world.clock.now().getTime() - check.createdAt > playableMs) return undefined
  return check
}

/**
 * Plays a face check once; a second play changes nothing.
 * @returns where the phone goes next ('' when the check had no RedirectUrl), or undefined for an unknown token
 */
export function playFaceCheck(world: World, bizToken: string, result: FaceResult): string | undefined {
  return world.store.transaction(() => {
    const check = playableFaceCheck(world, bizToken)
    if (!check) return undefined
    if (!check.result) table(world).put(bizToken, { ...check, result })
    if (!check.redirectUrl) return ''
    const next = new URL(check.redirectUrl)
    next.searchParams.set('BizToken', bizToken)
    return next.href
  })
}

/** All face checks, newest first. */
export function listFaceChecks(world: World): FaceCheckView[] {
  return table(world)
    .list()
    .sort((a, b) => b.createdAt - a.createdAt)
    .map((check) => ({
      bizToken: check.bizToken,
      name: check.name,
      idNumberTail: check.idNumber.slice(-4),
      url: pageUrl(world, check.bizToken),
      createdAt: new Date(check.createdAt).toISOString(),
      result: check.result ?? null,
    }))
}

const pageUrl = (world: World, bizToken: string): string => `${world.url}/tencent/face?BizToken=${bizToken}`

function requireRule(world: World, ruleId: string): void {
  if (ruleId !== world.credentials.tencent.faceRuleId)
    throw new ApiError('InvalidParameter.RuleId', 'RuleId 不存在')
}

/** Codes of the service's own list for H5: 0 success, 17 not finished, 2016 not the same person. */
function outcomeText(result: FaceResult | undefined): object {
  const live = { LiveStatus: 0, LiveMsg: '成功', CompareLibType: '权威库' }
  if (result === 'passed')
    return { ErrCode: 0, ErrMsg: '成功', ...live, Comparestatus: 0, Comparemsg: '成功', Sim: '97.62' }
  if (result === 'other-person') {
    const message = '无法判断为同一人，请确认身份后重试'
    return { ErrCode: 2016, ErrMsg: message, ...live, Comparestatus: 2016, Comparemsg: message, Sim: '21.07' }
  }
  const unfinished = { LiveStatus: null, LiveMsg: null, Comparestatus: null, Comparemsg: null, Sim: null }
  if (result === 'gave-up') return { ErrCode: 17, ErrMsg: '本次流程未完成', ...unfinished }
  return { ErrCode: null, ErrMsg: null, ...unfinished }
}
