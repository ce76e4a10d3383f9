import { publicActor } from '../../../actor.ts'
import { runCommand } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { loadWorkerAccount, signInTo, type SignIn } from '../commands/sign-in-worker.ts'
import { FaceCheckModel, type FaceCheck } from '../models/face-check.ts'
import type { WechatUser } from '../models/wechat-identity.ts'
import { refreshFaceCheck } from './refresh-face-check.ts'

/** A passed face check may finish its login for this long, in ms. */
const usableMs = 10 * 60_000

function userOf({ login }: FaceCheck): WechatUser | null {
  if (!login?.app || !login.openid) return null
  return { app: login.app, openid: login.openid, unionid: login.unionid }
}

/** @throws AppError FACE_CHECK_REQUIRED, FACE_CHECK_FAILED */
function assertPassed(check: FaceCheck, now: Date): void {
  if (check.state === 'failed' || check.state === 'expired') {
    throw new AppError('FACE_CHECK_FAILED', { reason: check.reason ?? '没有通过核验' })
  }
  const over = !check.passedAt || now.getTime() - check.passedAt.getTime() > usableMs
  if (check.usedAt || over) throw new AppError('FACE_CHECK_REQUIRED')
}

/**
 * Finishes, once, a login that waited for a face check; from then on the WeChat user is known on the account.
 * @throws AppError NOT_FOUND, FACE_CHECK_REQUIRED (not done yet, or used), FACE_CHECK_FAILED
 */
export async function loginByFace(services: Services, faceCheckId: string): Promise<SignIn> {
  const found = await FaceCheckModel.findOne({ _id: faceCheckId, purpose: 'login' }).lean<FaceCheck>()
  if (!found) throw new AppError('NOT_FOUND')
  const check = await refreshFaceCheck(services, found)
  assertPassed(check, services.clock.now())
  return runCommand(services, publicActor, async (c) => {
    const used = await FaceCheckModel.findOneAndUpdate(
      { _id: faceCheckId, state: 'passed', usedAt: null },
      { $set: { usedAt: c.now } },
      { session: c.session },
    ).lean<FaceCheck>()
    if (!used?.login) throw new AppError('FACE_CHECK_REQUIRED')
    const account = await loadWorkerAccount(c, used.login.accountId)
    return signInTo(c, account, userOf(used), used.login.scene)
  })
}
