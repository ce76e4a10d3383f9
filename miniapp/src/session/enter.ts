import Taro from '@tarojs/taro'
import { ApiError, loginByFace, loginByMiniProgram, loginByTicket } from '@linggong/shared'
import { call } from '@/api/client'
import { fetchConfig } from '@/api/use-config'
import type { EntryParameters } from '@/domain/entry-parameters'
import { entryStep } from '@/domain/entry-step'
import { absoluteUrl, isWeapp, playsInWechat } from '@/platform/environment'
import { open } from '@/platform/navigation'
import { storage } from '@/platform/storage'
import { goOn } from './after-login'
import { takeLoginResult } from './login-result'

/** A face check that was left before its end, or null. */
export type Unfinished = { faceUrl: string } | null

/** Signs the mini-program's user in without asking anything. Throws ApiError. */
export async function loginSilently(): Promise<void> {
  const { code } = await Taro.login()
  const scene = storage.get('scene')
  await takeLoginResult(
    await call(loginByMiniProgram, { body: { jsCode: code, ...(scene ? { scene } : {}) } }),
  )
}

function startOauth(): void {
  const parameters = Object.entries({ scene: storage.get('scene'), to: storage.get('returnTo') })
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(value as string)}`)
    .join('&')
  window.location.replace(absoluteUrl(`/api/wechat/oauth${parameters ? `?${parameters}` : ''}`))
}

/**
 * Takes the login up after the face page. Resolves with the face page's address when the check was left
 * before its end. A check that failed is forgotten, so that the login can begin anew. Throws ApiError.
 */
async function continueAfterFace(faceCheckId: string): Promise<Unfinished> {
  const started = storage.get('faceCheck')
  try {
    await takeLoginResult(await call(loginByFace, { body: { faceCheckId } }))
    return null
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) throw error
    if (error.code === 'FACE_CHECK_REQUIRED' && started?.id === faceCheckId) return { faceUrl: started.url }
    storage.remove('faceCheck')
    throw error
  }
}

async function exchange(ticket: string): Promise<void> {
  storage.set('usedTicket', ticket)
  try {
    await takeLoginResult(await call(loginByTicket, { body: { ticket } }))
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 0) storage.remove('usedTicket')
    throw error
  }
}

/**
 * Brings whoever opened the app to their page, signing in silently where the platform can. Resolves with a
 * face page's address when the worker left a face check half-way. Throws ApiError.
 */
export async function enter(parameters: EntryParameters): Promise<Unfinished> {
  if (parameters.scene) storage.set('scene', parameters.scene)
  if (parameters.returnTo) storage.set('returnTo', parameters.returnTo)
  const config = await fetchConfig()
  const step = entryStep({
    ticket: parameters.ticket,
    usedTicket: storage.get('usedTicket'),
    faceCheckId: parameters.faceCheckId ?? storage.get('faceCheck')?.id ?? null,
    hasSession: storage.get('token') !== null,
    isWeapp,
    inWechat: playsInWechat(config.environment) && config.oaAppId !== null,
    wechatFailed: parameters.wechatFailed,
  })
  if (step.kind === 'wechat-failed')
    throw new ApiError(401, { message: '微信登录没有完成，请重试，或用手机号登录' })
  if (step.kind === 'continue-face') return continueAfterFace(step.faceCheckId)
  if (step.kind === 'exchange-ticket') await exchange(step.ticket)
  else if (step.kind === 'go-on') await goOn()
  else if (step.kind === 'mini-program-login') await loginSilently()
  else if (step.kind === 'wechat-oauth') startOauth()
  else open('login', {}, 'restart')
  return null
}
