import * as api from '@linggong/shared'
import { callerOf, until, type Caller } from './client.ts'
import type { DemoPerson, World } from './world.ts'

/** Password of every demo account of the console. */
export const demoPassword = 'Linggong#2026demo'

type SmsPurpose = (typeof api.smsPurposes)[number]

export interface Stage {
  serverUrl: string
  world: World
}

/** Asks for an SMS code and reads it from the phone. */
async function receiveCode({ world }: Stage, phone: string, send: () => Promise<unknown>): Promise<string> {
  const before = await world.messageIds(phone)
  await send()
  return until(`${phone} 的验证码`, () => world.smsCode(phone, before))
}

export function loginCode(stage: Stage, phone: string, purpose: SmsPurpose): Promise<string> {
  const call = callerOf(stage.serverUrl)
  return receiveCode(stage, phone, () => call(api.sendSmsCode, { body: { phone, purpose } }))
}

/** Asks for a step-up of a console account and answers what the operation takes. */
export async function stepUp(
  stage: Stage,
  call: Caller,
  phone: string,
  body: { operation: (typeof api.stepUpOperations)[number]; subjectId: string; digest: string },
): Promise<{ stepUpId: string; code: string }> {
  let stepUpId = ''
  const code = await receiveCode(stage, phone, async () => {
    stepUpId = (await call(api.startStepUp, { body })).stepUpId
  })
  return { stepUpId, code }
}

/** Every agreement in its present version. */
async function consents(call: Caller) {
  const { agreements } = await call(api.getConfig, {})
  return agreements.map(({ code, version }) => ({ code, version }))
}

/** Signs in to the console by password, changing a first password to the demo's. */
export async function signInConsole(
  { serverUrl }: Stage,
  phone: string,
  firstPassword?: string,
): Promise<Caller> {
  const anonymous = callerOf(serverUrl)
  if (firstPassword) {
    const first = await anonymous(api.loginByPassword, { body: { phone, password: firstPassword } }).catch(
      () => null,
    )
    if (first?.mustChangePassword)
      await callerOf(serverUrl, first.token)(api.changePassword, {
        body: { current: firstPassword, password: demoPassword },
      })
  }
  const { token } = await anonymous(api.loginByPassword, { body: { phone, password: demoPassword } })
  return callerOf(serverUrl, token)
}

/** Signs in by SMS an account that has no password yet, and gives it the demo's. */
export async function signInFirstTime(stage: Stage, phone: string): Promise<Caller> {
  const code = await loginCode(stage, phone, 'console-login')
  const { token } = await callerOf(stage.serverUrl)(api.loginConsoleBySms, { body: { phone, code } })
  const call = callerOf(stage.serverUrl, token)
  await call(api.changePassword, { body: { password: demoPassword } })
  return call
}

export async function registerCompany(stage: Stage, phone: string): Promise<Caller> {
  const anonymous = callerOf(stage.serverUrl)
  const code = await loginCode(stage, phone, 'console-register')
  const body = { phone, code, password: demoPassword, consents: await consents(anonymous) }
  const { token } = await anonymous(api.registerConsole, { body })
  return callerOf(stage.serverUrl, token)
}

export async function signInWorker(stage: Stage, phone: string): Promise<Caller> {
  const anonymous = callerOf(stage.serverUrl)
  const code = await loginCode(stage, phone, 'worker-login')
  const login = await anonymous(api.loginBySms, {
    body: { phone, code, consents: await consents(anonymous) },
  })
  if (login.next !== 'signed-in') throw new Error(`${phone} 没有登录成功`)
  return callerOf(stage.serverUrl, login.token)
}

/** Takes a worker through registration: identity by four factors, agreements, card, ID photos. */
export async function register(stage: Stage, call: Caller, person: DemoPerson): Promise<void> {
  const { name, idNumber, phone } = person
  const cardNumber = person.cards[0]?.number ?? ''
  await call(api.verifyIdentity, { body: { name, idNumber, phone, cardNumber } })
  const { cards } = await call(api.agreeAndRegister, { body: { consents: await consents(call) } })
  await call(api.chooseSettlementCard, { params: { id: cards[0]?.id ?? '' } })
  const session = await call(api.openCaptureSession, {})
  for (const side of ['front', 'back'] as const) {
    const content = await stage.world.idCard(person.key, side)
    await call(api.uploadIdPhoto, {
      params: { id: session.id, side },
      file: { field: 'photo', content, name: `${side}.jpg` },
    })
  }
  await call(api.finishRegistration, { body: { captureSessionId: session.id } })
}

/** Signs the worker's contract with a provider by handwriting and SMS code. */
export async function signContract(
  stage: Stage,
  call: Caller,
  person: DemoPerson,
  providerId: string,
  signature: string,
): Promise<void> {
  const { id } = await call(api.prepareContract, { body: { providerId } })
  await until('合同文件', async () => (await call(api.getMyContract, { params: { id } })).pages.length > 0)
  const code = await receiveCode(stage, person.phone, () => call(api.sendSigningCode, { params: { id } }))
  await call(api.signMyContract, { params: { id }, body: { code, signature } })
  await until(
    '服务商盖章',
    async () => (await call(api.getMyContract, { params: { id } })).state === 'completed',
  )
}
