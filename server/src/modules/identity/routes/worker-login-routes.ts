import * as api from '@linggong/shared/api/worker-login'
import { isMobile } from '@linggong/shared/rules/phone'
import { asWorker } from '../../../actor.ts'
import { runCommand, type CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { GatewayError } from '../../../gateways/gateway-error.ts'
import { route, type ApiRequest, type Route } from '../../../http/route.ts'
import type { Endpoint } from '@linggong/shared/api/endpoint'
import type { Services } from '../../../services.ts'
import { closeSession } from '../commands/open-session.ts'
import { signInByPhone, signInByTicket, signInByWechat, type SignIn } from '../commands/sign-in-worker.ts'
import { loginByFace } from '../face/login-by-face.ts'
import { startFaceCheckFor } from '../face/start-face-check.ts'
import type { WorkerLogin } from '../presenter.ts'
import { getPerson } from '../queries/people.ts'
import { retryOnDuplicate } from '../retry-duplicate.ts'
import { consumeSmsCode } from '../sms/consume-sms-code.ts'
import { redirectOrigin } from '../wechat/origin.ts'

type LoginRequest = Pick<ApiRequest<Endpoint>, 'services' | 'actor' | 'ctx'>

/** Starts the face check that a login waits for. */
async function startLoginFace(
  { services, actor, ctx }: LoginRequest,
  { accountId, personId, user, scene }: Extract<SignIn, { next: 'need-face' }>,
): Promise<WorkerLogin> {
  const { name, idNumber } = await getPerson(personId)
  const check = await startFaceCheckFor(services, actor, {
    purpose: 'login',
    subjectId: accountId,
    person: { name, idNumber },
    login: {
      accountId,
      app: user?.app ?? null,
      openid: user?.openid ?? null,
      unionid: user?.unionid ?? null,
      scene,
    },
    origin: redirectOrigin(services.config, ctx),
  })
  return { next: 'need-face', faceCheckId: check._id, faceUrl: check.url }
}

async function login(
  request: LoginRequest,
  step: (c: CommandContext) => Promise<SignIn>,
): Promise<WorkerLogin> {
  const result = await retryOnDuplicate(() => runCommand(request.services, request.actor, step))
  return result.next === 'need-face' ? startLoginFace(request, result) : result
}

/** What a rejected code means to the person; other failures go on. */
async function fromWechat<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'rejected') throw error
    throw new AppError(error.code === 'FOREIGN_PHONE' ? 'PHONE_INVALID' : 'WECHAT_IDENTITY_INVALID')
  }
}

async function phoneOf(services: Services, phoneCode: string): Promise<string> {
  const phone = await fromWechat(services.gateways.wechat.phoneNumber(phoneCode))
  if (!isMobile(phone)) throw new AppError('PHONE_INVALID')
  return phone
}

export const workerLoginRoutes: Route[] = [
  route(api.loginByTicket, (r) => login(r, (c) => signInByTicket(c, r.body.ticket)), { limit: 'login' }),

  route(
    api.loginByMiniProgram,
    async (r) => {
      const { openid, unionid } = await fromWechat(r.services.gateways.wechat.codeToSession(r.body.jsCode))
      const user = { app: 'mp' as const, openid, unionid: unionid ?? null }
      return login(r, (c) => signInByWechat(c, user, r.body.scene ?? null))
    },
    { limit: 'login' },
  ),

  route(
    api.loginByPhoneCode,
    async (r) => {
      const { wechatToken, consents } = r.body
      const phone = await phoneOf(r.services, r.body.phoneCode)
      return login(r, (c) => signInByPhone(c, { phone, wechatToken, scene: null, consents }))
    },
    { limit: 'login' },
  ),

  route(
    api.loginBySms,
    (r) => {
      const { phone, code, consents, wechatToken = null, scene = null } = r.body
      return login(r, async (c) => {
        await consumeSmsCode(c, { phone, purpose: 'worker-login', code })
        return signInByPhone(c, { phone, wechatToken, scene, consents })
      })
    },
    { limit: 'login' },
  ),

  route(
    api.loginByFace,
    async (r) => {
      const result = await loginByFace(r.services, r.body.faceCheckId)
      return result.next === 'need-face' ? startLoginFace(r, result) : result
    },
    { limit: 'login' },
  ),

  route(api.workerLogout, async ({ services, actor }) => {
    const { sessionId, accountId } = asWorker(actor)
    await runCommand(services, actor, (c) => closeSession(c, sessionId, accountId))
    return {}
  }),
]
