import { request } from 'node:http'
import { sendSmsCode } from '@linggong/shared/api/public'
import {
  loginByFace,
  loginByMiniProgram,
  loginByPhoneCode,
  loginBySms,
  loginByTicket,
  workerLogout,
} from '@linggong/shared/api/worker-login'
import { getMe } from '@linggong/shared/api/worker-registration'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  consentsTo,
  createIdentifiedWorker,
  jsCodeOf,
  loginConsents,
  loginWorkerBySms,
  newPhone,
  passOauth,
  phoneCodeOf,
  playFaceCheck,
  smsCodeOn,
} from '../../../test/factories/identity.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { OutboxEventModel } from '../../jobs/outbox-event.ts'
import { AccountModel } from './models/account.ts'
import { ConsentModel } from './models/consent.ts'
import { SessionModel } from './models/session.ts'
import { phoneIndexOf } from './public.ts'

const minute = 60_000
const day = 24 * 60 * minute

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

function assertSignedIn<T extends { next: string }>(login: T): Extract<T, { next: 'signed-in' }> {
  expect(login.next).toBe('signed-in')
  return login as Extract<T, { next: 'signed-in' }>
}

function assertNeedPhone<T extends { next: string }>(login: T): Extract<T, { next: 'need-phone' }> {
  expect(login.next).toBe('need-phone')
  return login as Extract<T, { next: 'need-phone' }>
}

function assertNeedFace<T extends { next: string }>(login: T): Extract<T, { next: 'need-face' }> {
  expect(login.next).toBe('need-face')
  return login as Extract<T, { next: 'need-face' }>
}

/** An invented person of the sandbox with a WeChat of their own. */
function newWechatPerson(name: string) {
  return server.sandbox.world.people.create({ name, phone: newPhone() })
}

describe('who may call', () => {
  it('a call without a session or with a made-up one is refused', async () => {
    await expect(server.call(getMe, {})).rejects.toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
    await expect(server.call(getMe, {}, 'x'.repeat(43))).rejects.toMatchObject({ status: 401 })
    await expect(server.call(workerLogout, {})).rejects.toMatchObject({ status: 401 })
  })

  it('a phone that is not a mainland mobile is refused in Chinese', async () => {
    const call = server.call(sendSmsCode, { body: { phone: '+85291234567', purpose: 'worker-login' } })
    await expect(call).rejects.toMatchObject({ status: 400, code: 'BAD_REQUEST', param: 'body.phone' })
  })
})

describe('login by SMS', () => {
  it('a new phone gets an account and a session that says who it is', async () => {
    const phone = newPhone()
    const { token, scene } = assertSignedIn(await loginWorkerBySms(server, phone, { scene: 'task-abc' }))
    expect(scene).toBe('task-abc')
    const me = await server.call(getMe, {}, token)
    expect(me).toMatchObject({
      phone,
      name: null,
      registration: 'started',
      verified: false,
      scene: 'task-abc',
    })
    const event = await OutboxEventModel.findOne({ type: 'account.created' }).sort({ _id: -1 }).lean()
    expect(JSON.stringify(event?.payload)).not.toContain(phone)
  })

  it('the same phone is the same account, and a login without a scene keeps the last one', async () => {
    const phone = newPhone()
    const first = assertSignedIn(await loginWorkerBySms(server, phone, { scene: 'scene-1' }))
    await server.clock.advance(minute)
    const second = assertSignedIn(await loginWorkerBySms(server, phone, { consents: [] }))
    expect(second.token).not.toBe(first.token)
    expect((await server.call(getMe, {}, second)).scene).toBe('scene-1')
    expect(await AccountModel.countDocuments({ kind: 'worker', phoneIndex: phoneIndexOf(phone) })).toBe(1)
  })

  it('nobody gets an account without agreeing to the privacy policy and the platform agreement', async () => {
    const phone = newPhone()
    const refused = { status: 400, code: 'CONSENT_REQUIRED' }
    const before = await AccountModel.countDocuments({})
    await expect(loginWorkerBySms(server, phone, { consents: consentsTo('privacy') })).rejects.toMatchObject(
      refused,
    )
    const old = [...consentsTo('privacy'), { code: 'platform' as const, version: '2020-01-01' }]
    const body = { phone, code: smsCodeOn(server, phone), consents: old }
    await expect(server.call(loginBySms, { body })).rejects.toMatchObject(refused)
    expect(await AccountModel.countDocuments({})).toBe(before)
    const answer = await server.call(loginBySms, { body: { ...body, consents: loginConsents() } })
    assertSignedIn(answer)
  })

  it('a consent is kept with version, hash, time, address and device', async () => {
    const { token } = assertSignedIn(await loginWorkerBySms(server, newPhone()))
    const session = await SessionModel.findOne({}).sort({ _id: -1 }).lean()
    const consents = await ConsentModel.find({ accountId: session?.accountId }).lean()
    expect(consents.map(({ code }) => code).sort()).toEqual(['platform', 'privacy'])
    for (const consent of consents) {
      expect(consent.hash).toMatch(/^[0-9a-f]{64}$/)
      expect(consent.ip).toContain('127.0.0.1')
      expect(consent.device).not.toBe('')
    }
    expect(JSON.stringify(session)).not.toContain(token)
  })

  it('a phone that registers twice at once gets one account and one session', async () => {
    const phone = newPhone()
    await server.call(sendSmsCode, { body: { phone, purpose: 'worker-login' } })
    const body = { phone, code: smsCodeOn(server, phone), consents: loginConsents() }
    const results = await Promise.allSettled([
      server.call(loginBySms, { body }),
      server.call(loginBySms, { body }),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [refused] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(refused).toMatchObject({ status: 400, code: 'SMS_CODE_EXPIRED' })
  })
})

describe('sessions', () => {
  it('a worker stays signed in for 30 days after the last use and no longer', async () => {
    const { token } = assertSignedIn(await loginWorkerBySms(server, newPhone()))
    await server.clock.advance(29 * day)
    await server.call(getMe, {}, token)
    await server.clock.advance(29 * day)
    await server.call(getMe, {}, token)
    await server.clock.advance(30 * day + minute)
    await expect(server.call(getMe, {}, token)).rejects.toMatchObject({ status: 401 })
  })

  it('after signing out the token is worth nothing, and other devices stay signed in', async () => {
    const phone = newPhone()
    const one = assertSignedIn(await loginWorkerBySms(server, phone))
    await server.clock.advance(minute)
    const other = assertSignedIn(await loginWorkerBySms(server, phone))
    await server.call(workerLogout, {}, one)
    await expect(server.call(getMe, {}, one)).rejects.toMatchObject({ status: 401 })
    await server.call(getMe, {}, other)
  })
})

describe('login by WeChat', () => {
  it('the scene and the page survive the way through WeChat, and the ticket is good once', async () => {
    const person = newWechatPerson('高明')
    const entry = await passOauth(server, person.key, '?scene=task_1&to=/pages/income/index')
    expect(entry.get('scene')).toBe('task_1')
    expect(entry.get('to')).toBe('/pages/income/index')
    const ticket = entry.get('ticket') ?? ''
    const login = assertNeedPhone(await server.call(loginByTicket, { body: { ticket } }))
    expect(login.scene).toBe('task_1')
    await expect(server.call(loginByTicket, { body: { ticket } })).rejects.toMatchObject({
      status: 401,
      code: 'WECHAT_IDENTITY_INVALID',
    })
  })

  it('a ticket is over after two minutes', async () => {
    const entry = await passOauth(server, newWechatPerson('高亮').key)
    await server.clock.advance(2 * minute)
    const call = server.call(loginByTicket, { body: { ticket: entry.get('ticket') ?? '' } })
    await expect(call).rejects.toMatchObject({ status: 401, code: 'WECHAT_IDENTITY_INVALID' })
  })

  it('after the phone step the same WeChat user is signed in without a word', async () => {
    const person = newWechatPerson('高洁')
    const first = await passOauth(server, person.key, '?scene=invite-9')
    const { wechatToken } = assertNeedPhone(
      await server.call(loginByTicket, { body: { ticket: first.get('ticket') ?? '' } }),
    )
    const signedIn = assertSignedIn(await loginWorkerBySms(server, person.phone, { wechatToken }))
    expect(signedIn.scene).toBe('invite-9')
    const again = await passOauth(server, person.key)
    assertSignedIn(await server.call(loginByTicket, { body: { ticket: again.get('ticket') ?? '' } }))
  })

  it('the phone step ends ten minutes after WeChat', async () => {
    const person = newWechatPerson('高远')
    const entry = await passOauth(server, person.key)
    const { wechatToken } = assertNeedPhone(
      await server.call(loginByTicket, { body: { ticket: entry.get('ticket') ?? '' } }),
    )
    await server.clock.advance(10 * minute)
    await expect(loginWorkerBySms(server, person.phone, { wechatToken })).rejects.toMatchObject({
      code: 'WECHAT_IDENTITY_INVALID',
    })
  })

  it('a changed or old state brings no ticket', async () => {
    const start = await fetch(`${server.url}/api/wechat/oauth?scene=mine`, { redirect: 'manual' })
    const authorize = new URL(start.headers.get('location') ?? '')
    const state = authorize.searchParams.get('state') ?? ''
    expect(state).toMatch(/^[a-z0-9]{1,128}$/)
    const come = async (query: string) => {
      const answer = await fetch(`${server.url}/api/wechat/oauth/callback?code=x&${query}`, {
        redirect: 'manual',
      })
      return answer.headers.get('location') ?? ''
    }
    expect(await come(`scene=another&state=${state}`)).toContain('error=wechat')
    expect(await come(`scene=mine&state=${'0'.repeat(48)}`)).toContain('error=wechat')
    await server.clock.advance(11 * minute)
    expect(await come(`scene=mine&state=${state}`)).toContain('error=wechat')
  })

  it('the way back leads to the own host of a played person, and never to a foreign one', async () => {
    const { port } = new URL(server.url)
    const redirectOf = async (host: string) => {
      const location = await new Promise<string>((resolve, reject) => {
        request({ host: '127.0.0.1', port, path: '/api/wechat/oauth', headers: { host } }, (answer) => {
          answer.resume()
          resolve(answer.headers.location ?? '')
        })
          .on('error', reject)
          .end()
      })
      return new URL(new URL(location).searchParams.get('redirect_uri') ?? '').origin
    }
    expect(await redirectOf(`p1.localhost:${port}`)).toBe(`http://p1.localhost:${port}`)
    expect(await redirectOf('evil.example.com')).toBe(server.services.config.publicUrl)
    expect(await redirectOf('localhost.evil.example.com')).toBe(server.services.config.publicUrl)
  })
})

describe('login in the mini-program', () => {
  it('a new WeChat user goes on with the phone button, and is silent from then on', async () => {
    const person = newWechatPerson('秦川')
    const login = await server.call(loginByMiniProgram, {
      body: { jsCode: await jsCodeOf(server, person.key), scene: 's-1' },
    })
    const { wechatToken } = assertNeedPhone(login)
    const phoneCode = await phoneCodeOf(server, person.key)
    const body = { wechatToken, phoneCode, consents: loginConsents() }
    const { token, scene } = assertSignedIn(await server.call(loginByPhoneCode, { body }))
    expect(scene).toBe('s-1')
    expect((await server.call(getMe, {}, token)).phone).toBe(person.phone)
    assertSignedIn(
      await server.call(loginByMiniProgram, { body: { jsCode: await jsCodeOf(server, person.key) } }),
    )
  })

  it('a code that WeChat does not know, and a phone of another country, are refused', async () => {
    const person = newWechatPerson('秦岭')
    await expect(server.call(loginByMiniProgram, { body: { jsCode: 'made-up' } })).rejects.toMatchObject({
      status: 401,
      code: 'WECHAT_IDENTITY_INVALID',
    })
    const { wechatToken } = assertNeedPhone(
      await server.call(loginByMiniProgram, { body: { jsCode: await jsCodeOf(server, person.key) } }),
    )
    const phoneCode = await phoneCodeOf(server, person.key, { countryCode: '852', number: '91234567' })
    const body = { wechatToken, phoneCode, consents: loginConsents() }
    await expect(server.call(loginByPhoneCode, { body })).rejects.toMatchObject({
      status: 400,
      code: 'PHONE_INVALID',
    })
  })
})

describe('a phone that may have a new owner', () => {
  async function verifiedOn(phone: string) {
    return createIdentifiedWorker(server, { phone, name: '钱多多' })
  }

  it('an unknown WeChat user on the phone of a verified person must pass the face check', async () => {
    const person = newWechatPerson('孔新')
    const owner = await verifiedOn(person.phone)
    const entry = await passOauth(server, person.key, '?scene=task-7')
    const { wechatToken } = assertNeedPhone(
      await server.call(loginByTicket, { body: { ticket: entry.get('ticket') ?? '' } }),
    )
    const face = assertNeedFace(await loginWorkerBySms(server, person.phone, { wechatToken }))

    const finish = () => server.call(loginByFace, { body: { faceCheckId: face.faceCheckId } })
    await expect(finish()).rejects.toMatchObject({ status: 409, code: 'FACE_CHECK_REQUIRED' })
    await playFaceCheck(server, face.faceUrl)
    const { token, scene } = assertSignedIn(await finish())
    expect(scene).toBe('task-7')
    const session = await SessionModel.findOne({ accountId: owner.accountId }).sort({ _id: -1 }).lean()
    expect(session).not.toBeNull()
    expect((await server.call(getMe, {}, token)).verified).toBe(true)
    await expect(finish()).rejects.toMatchObject({ status: 409, code: 'FACE_CHECK_REQUIRED' })

    const again = await passOauth(server, person.key)
    assertSignedIn(await server.call(loginByTicket, { body: { ticket: again.get('ticket') ?? '' } }))
  })

  it('somebody else before the camera does not get in', async () => {
    const person = newWechatPerson('孔亮')
    await verifiedOn(person.phone)
    const face = assertNeedFace(await loginWorkerBySms(server, person.phone))
    await playFaceCheck(server, face.faceUrl, 'other-person')
    const finish = server.call(loginByFace, { body: { faceCheckId: face.faceCheckId } })
    await expect(finish).rejects.toMatchObject({ status: 409, code: 'FACE_CHECK_FAILED' })
  })

  it('a browser without a WeChat user does not get in by SMS alone either', async () => {
    const phone = newPhone()
    await verifiedOn(phone)
    expect((await loginWorkerBySms(server, phone)).next).toBe('need-face')
  })

  it('a face check that was passed and left lying does not sign in half an hour later', async () => {
    const phone = newPhone()
    await verifiedOn(phone)
    const face = assertNeedFace(await loginWorkerBySms(server, phone))
    await playFaceCheck(server, face.faceUrl)
    await server.clock.advance(31 * minute)
    const finish = server.call(loginByFace, { body: { faceCheckId: face.faceCheckId } })
    await expect(finish).rejects.toMatchObject({ status: 409, code: 'FACE_CHECK_REQUIRED' })
    await expect(server.call(loginByFace, { body: { faceCheckId: 'unknown' } })).rejects.toMatchObject({
      status: 404,
    })
  })
})
