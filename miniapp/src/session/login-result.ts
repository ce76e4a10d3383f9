import type { ResponseOf, loginBySms } from '@linggong/shared'
import { openFacePage } from '@/platform/face-page'
import { open } from '@/platform/navigation'
import { storage } from '@/platform/storage'
import { goOn } from './after-login'

export type LoginResult = ResponseOf<typeof loginBySms>

/** Keeps what a login step gave and opens what comes next: the phone step, the face check or the app. Throws ApiError. */
export async function takeLoginResult(result: LoginResult): Promise<void> {
  if (result.next === 'need-face') {
    storage.set('faceCheck', { id: result.faceCheckId, url: result.faceUrl })
    openFacePage(result.faceUrl)
    return
  }
  if (result.scene) storage.set('scene', result.scene)
  if (result.next === 'need-phone') {
    storage.set('wechatToken', result.wechatToken)
    open('login', {}, 'restart')
    return
  }
  storage.set('token', result.token)
  storage.remove('wechatToken')
  storage.remove('faceCheck')
  await goOn()
}
