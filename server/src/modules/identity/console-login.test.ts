import {
  changePassword,
  consoleLogout,
  getConsoleMe,
  getFaceCheck,
  loginByPassword,
  loginConsoleBySms,
  registerConsole,
  startStepUp,
  switchOrganisation,
} from '@linggong/shared/api/console-identity'
import { sendSmsCode, smsPurposes } from '@linggong/shared/api/public'
import { getMe } from '@linggong/shared/api/worker-registration'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  consentsTo,
  createConsoleAccount,
  createOrganisationAccount,
  createWorkerAccount,
  loginConsents,
  newPhone,
  smsCodeOn,
} from '../../../test/factories/identity.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { auditTrail } from '../audit/public.ts'
import { AccountModel } from './models/account.ts'
import { addMember, phoneIndexOf } from './public.ts'

const minute = 60_000
const hour = 60 * minute
const password = 'Correct-Horse-9'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

async function codeFor(phone: string, purpose: (typeof smsPurposes)[number]): Promise<string> {
  await server.clock.advance(minute)
  await server.call(sendSmsCode, { body: { phone, purpose } })
  return smsCodeOn(server, phone)
}

async function register(phone: string, extra: { detachEarlier?: boolean; password?: string } = {}) {
  const code = await codeFor(phone, 'console-register')
  return server.call(registerConsole, {
    body: { phone, code, password, consents: loginConsents(), ...extra },
  })
}

const byPassword = (phone: string, given = password, accountId?: string) =>
  server.call(loginByPassword, { body: { phone, password: given, ...(accountId ? { accountId } : {}) } })

describe('who may call', () => {
  it('nobody and no worker reads a console account, and no console account a worker', async () => {
    const worker = await createWorkerAccount(server)
    const account = await createConsoleAccount(server)
    await expect(server.call(getConsoleMe, {})).rejects.toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    })
    await expect(server.call(getConsoleMe, {}, worker)).rejects.toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    })
    await expect(server.call(getMe, {}, account)).rejects.toMatchObject({ status: 403, code: 'FORBIDDEN' })
    for (const endpoint of [changePassword, switchOrganisation, startStepUp, consoleLogout] as const) {
      await expect(server.call(endpoint, { body: {} } as never)).rejects.toMatchObject({ status: 401 })
    }
    await expect(server.call(getFaceCheck, { params: { id: 'x' } })).rejects.toMatchObject({ status: 401 })
  })

  it('a weak password is refused with what it needs', async () => {
    const body = { phone: newPhone(), code: '123456', password: 'password', consents: [] }
    await expect(server.call(registerConsole, { body })).rejects.toMatchObject({
      status: 400,
      param: 'body.password',
    })
  })
})

describe('registering a company account', () => {
  it('makes an account without an organisation that can log in by password and by SMS', async () => {
    const phone = newPhone()
    const registered = await register(phone)
    expect(registered.mustChangePassword).toBe(false)
    const me = await server.call(getConsoleMe, {}, registered)
    expect(me).toMatchObject({
      organisation: null,
      memberships: [],
      phone: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
    })
    expect((await server.call(getConsoleMe, {}, await byPassword(phone))).accountId).toBe(me.accountId)
    const code = await codeFor(phone, 'console-login')
    const bySms = await server.call(loginConsoleBySms, { body: { phone, code } })
    expect((await server.call(getConsoleMe, {}, bySms)).accountId).toBe(me.accountId)
  })

  it('needs both agreements', async () => {
    const phone = newPhone()
    const code = await codeFor(phone, 'console-register')
    const body = { phone, code, password, consents: consentsTo('platform') }
    await expect(server.call(registerConsole, { body })).rejects.toMatchObject({
      status: 400,
      code: 'CONSENT_REQUIRED',
    })
  })

  it('a phone has at most three; 不是我的 takes it from the earlier ones and signs them out', async () => {
    const phone = newPhone()
    const earlier = [await register(phone), await register(phone), await register(phone)]
    await expect(register(phone)).rejects.toMatchObject({ status: 409, code: 'ACCOUNT_LIMIT' })

    const fresh = await register(phone, { detachEarlier: true, password: 'Another-Horse-7' })
    for (const session of earlier) {
      await expect(server.call(getConsoleMe, {}, session)).rejects.toMatchObject({ status: 401 })
    }
    await expect(byPassword(phone)).rejects.toMatchObject({ status: 401, code: 'LOGIN_FAILED' })
    const { accountId } = await server.call(getConsoleMe, {}, fresh)
    expect((await server.call(getConsoleMe, {}, await byPassword(phone, 'Another-Horse-7'))).accountId).toBe(
      accountId,
    )
    const detached = await AccountModel.find({ kind: 'console', phoneIndex: phoneIndexOf(phone) }).lean()
    expect(detached).toHaveLength(1)
  })
})

describe('choosing among the accounts of a phone', () => {
  it('several accounts are offered without anything personal, and the chosen one is signed in', async () => {
    const phone = newPhone()
    const first = await createOrganisationAccount(server, {
      kind: 'enterprise',
      phone,
      name: '云栖餐饮管理有限公司',
    })
    await createConsoleAccount(server, { phone })
    const code = await codeFor(phone, 'console-login')
    const refused = await server
      .call(loginConsoleBySms, { body: { phone, code } })
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({ status: 409, code: 'ACCOUNT_CHOICE_NEEDED' })
    const { accounts } = (refused as { details: { accounts: { id: string; label: string }[] } }).details
    expect(accounts.map(({ label }) => label)).toEqual(['云栖餐饮管理有限公司', '未加入企业'])
    expect(JSON.stringify(accounts)).not.toContain(phone)

    const session = await server.call(loginConsoleBySms, {
      body: { phone, code, accountId: first.accountId },
    })
    expect((await server.call(getConsoleMe, {}, session)).accountId).toBe(first.accountId)
  })

  it('an account of another phone cannot be chosen', async () => {
    const phone = newPhone()
    await createConsoleAccount(server, { phone })
    const stranger = await createConsoleAccount(server)
    const code = await codeFor(phone, 'console-login')
    const call = server.call(loginConsoleBySms, { body: { phone, code, accountId: stranger.accountId } })
    await expect(call).rejects.toMatchObject({ status: 401, code: 'LOGIN_FAILED' })
  })

  it('by password only the accounts the password fits are offered', async () => {
    const phone = newPhone()
    await register(phone)
    const second = await register(phone, { password: 'Another-Horse-7' })
    const { accountId } = await server.call(getConsoleMe, {}, second)
    const session = await byPassword(phone, 'Another-Horse-7')
    expect((await server.call(getConsoleMe, {}, session)).accountId).toBe(accountId)
    await register(phone, { password: 'Another-Horse-7' })
    await expect(byPassword(phone, 'Another-Horse-7')).rejects.toMatchObject({
      code: 'ACCOUNT_CHOICE_NEEDED',
    })
    const chosen = await byPassword(phone, 'Another-Horse-7', accountId)
    expect((await server.call(getConsoleMe, {}, chosen)).accountId).toBe(accountId)
  })

  it('an SMS login on a phone without an account says so', async () => {
    const phone = newPhone()
    const code = await codeFor(phone, 'console-login')
    const call = server.call(loginConsoleBySms, { body: { phone, code } })
    await expect(call).rejects.toMatchObject({ status: 404, code: 'ACCOUNT_UNKNOWN' })
  })
})

describe('wrong passwords', () => {
  it('a wrong password and an unknown phone are refused with the same words', async () => {
    const phone = newPhone()
    await register(phone)
    const wrong = await byPassword(phone, 'Wrong-Horse-11').catch((error: unknown) => error)
    const unknown = await byPassword(newPhone(), 'Wrong-Horse-11').catch((error: unknown) => error)
    expect(wrong).toMatchObject({ status: 401, code: 'LOGIN_FAILED' })
    expect((unknown as Error).message).toBe((wrong as Error).message)
  })

  it('after five within a quarter of an hour the phone is locked, even for the right one, and opens again', async () => {
    const phone = newPhone()
    await register(phone)
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => byPassword(phone, 'Wrong-Horse-11')),
    )
    const codes = tries.map((result) =>
      result.status === 'rejected' ? (result.reason as { code: string }).code : 'in',
    )
    expect(codes.filter((code) => code === 'LOGIN_FAILED')).toHaveLength(5)
    expect(codes.filter((code) => code === 'LOGIN_LOCKED')).toHaveLength(3)
    await server.clock.advance(5 * minute)
    await expect(byPassword(phone)).rejects.toMatchObject({
      status: 429,
      code: 'LOGIN_LOCKED',
      details: { minutes: 10 },
    })
    await server.clock.advance(10 * minute)
    await byPassword(phone)
  })

  it('a login by SMS opens a locked phone', async () => {
    const phone = newPhone()
    await register(phone)
    for (let wrong = 0; wrong < 5; wrong += 1)
      await byPassword(phone, 'Wrong-Horse-11').catch(() => undefined)
    await expect(byPassword(phone)).rejects.toMatchObject({ code: 'LOGIN_LOCKED' })
    const code = await codeFor(phone, 'console-login')
    await server.call(loginConsoleBySms, { body: { phone, code } })
    await byPassword(phone)
  })
})

describe('changing the password', () => {
  it('needs the current one, signs the other devices out and tells the owner', async () => {
    const phone = newPhone()
    const session = await register(phone)
    const other = await byPassword(phone)
    const change = (current: string | undefined, next: string) =>
      server.call(changePassword, { body: { password: next, ...(current ? { current } : {}) } }, session)
    await expect(change('Wrong-Horse-11', 'Another-Horse-7')).rejects.toMatchObject({
      status: 400,
      param: 'body.current',
    })
    await expect(change(undefined, 'Another-Horse-7')).rejects.toMatchObject({ status: 400 })
    await expect(change(password, password)).rejects.toMatchObject({ status: 400, param: 'body.password' })
    await change(password, 'Another-Horse-7')
    await expect(server.call(getConsoleMe, {}, other)).rejects.toMatchObject({ status: 401 })
    await server.call(getConsoleMe, {}, session)
    await expect(byPassword(phone)).rejects.toMatchObject({ code: 'LOGIN_FAILED' })
    await server.drain()
    const inbox = server.sandbox.world.inbox.list(phone)
    expect(inbox.some((item) => item.channel === 'sms' && item.text.includes('修改登录密码'))).toBe(true)
  })

  it('whoever got the password from somebody else can do nothing before changing it', async () => {
    const phone = newPhone()
    const oneTimePassword = 'One-Time-2026'
    const other = await createOrganisationAccount(server, { kind: 'platform', name: '灵工台运营平台' })
    const { organisationId } = other
    await runCommand(server.services, systemActor('test'), (c) =>
      addMember(c, { organisationId, phone, name: '陈一', role: 'administrator', oneTimePassword }),
    )
    const session = await byPassword(phone, oneTimePassword)
    expect(session.mustChangePassword).toBe(true)
    const refused = { status: 403, code: 'PASSWORD_CHANGE_REQUIRED' }
    const stepUp = { operation: 'payout.confirm' as const, subjectId: 'b1', digest: '' }
    await expect(server.call(startStepUp, { body: stepUp }, session)).rejects.toMatchObject(refused)
    await expect(
      server.call(switchOrganisation, { body: { organisationId } }, session),
    ).rejects.toMatchObject(refused)
    await expect(server.call(getFaceCheck, { params: { id: 'x' } }, session)).rejects.toMatchObject(refused)
    expect((await server.call(getConsoleMe, {}, session)).mustChangePassword).toBe(true)
    await server.call(changePassword, { body: { current: oneTimePassword, password } }, session)
    expect((await server.call(getConsoleMe, {}, session)).mustChangePassword).toBe(false)
    await server.call(switchOrganisation, { body: { organisationId } }, session)
  })
})

describe('console sessions', () => {
  it('end twelve hours after the last use', async () => {
    const session = await createConsoleAccount(server)
    await server.clock.advance(11 * hour)
    await server.call(getConsoleMe, {}, session)
    await server.clock.advance(11 * hour)
    await server.call(getConsoleMe, {}, session)
    await server.clock.advance(12 * hour + minute)
    await expect(server.call(getConsoleMe, {}, session)).rejects.toMatchObject({ status: 401 })
  })

  it('act for one organisation and switch only to one of their own', async () => {
    const account = await createOrganisationAccount(server, { kind: 'enterprise', name: '甲山商贸有限公司' })
    const second = await createOrganisationAccount(server, { kind: 'provider', name: '乙水财税服务有限公司' })
    const switchTo = (organisationId: string) =>
      server.call(switchOrganisation, { body: { organisationId } }, account)
    await expect(switchTo(second.organisationId)).rejects.toMatchObject({ status: 404, code: 'NOT_FOUND' })
    await runCommand(server.services, systemActor('test'), (c) =>
      addMember(c, {
        organisationId: second.organisationId,
        accountId: account.accountId,
        role: 'administrator',
      }),
    )
    const before = await server.call(getConsoleMe, {}, account)
    expect(before.organisation?.id).toBe(account.organisationId)
    expect(before.memberships.map(({ name }) => name)).toEqual(['甲山商贸有限公司', '乙水财税服务有限公司'])
    await switchTo(second.organisationId)
    const after = await server.call(getConsoleMe, {}, account)
    expect(after.organisation).toMatchObject({ id: second.organisationId, kind: 'provider' })
    expect(after.organisation?.permissions).toContain('task.review')
  })

  it('signing out ends the session and is in the audit trail', async () => {
    const session = await register(newPhone())
    const { accountId } = await server.call(getConsoleMe, {}, session)
    await server.call(consoleLogout, {}, session)
    await expect(server.call(getConsoleMe, {}, session)).rejects.toMatchObject({ status: 401 })
    const trail = await auditTrail({ type: 'account', id: accountId })
    expect(trail.map(({ action }) => action)).toEqual([
      'account.create',
      'consent.give',
      'session.open',
      'session.close',
    ])
  })
})
