import { startStepUp } from '@linggong/shared/api/console-identity'
import type { BodyOf } from '@linggong/shared/api/endpoint'
import { sendSmsCode } from '@linggong/shared/api/public'
import { loginBySms } from '@linggong/shared/api/worker-login'
import type { OrganisationKind } from '@linggong/shared/permissions'
import { creditCodeCheck } from '@linggong/shared/rules/credit-code'
import { makeIdNumber } from '@linggong/sandbox'
import { systemActor } from '../../src/actor.ts'
import { runCommand } from '../../src/command.ts'
import { createAccount } from '../../src/modules/identity/commands/create-account.ts'
import { openSession } from '../../src/modules/identity/commands/open-session.ts'
import { AccountModel, type Account } from '../../src/modules/identity/models/account.ts'
import {
  addMember,
  agreementOf,
  createOrganisation,
  registerIdentity,
  type AgreementCode,
} from '../../src/modules/identity/public.ts'
import type { TestServer } from '../harness.ts'

const factory = systemActor('factory')
let serial = 0

/** A number that no other call in this process got. */
export function nextSerial(): number {
  serial += 1
  return serial
}

/** A mainland number that no other call got and no ready-made person has. */
export function newPhone(): string {
  return `137${String(10_000_000 + nextSerial()).padStart(8, '0')}`
}

/** A valid ID number of an adult that no other call got. */
export function newIdNumber(): string {
  const number = nextSerial()
  const year = 1970 + (number % 30)
  const month = String(1 + (number % 12)).padStart(2, '0')
  return makeIdNumber('110105', `${year}${month}15`, 1 + (Math.floor(number / 30) % 998))
}

/** A unified social credit code that no other call got. */
export function newCreditCode(): string {
  const first17 = `91110105MA${String(nextSerial()).padStart(7, '0')}`
  return first17 + creditCodeCheck(first17)
}

export interface WorkerAccount {
  token: string
  accountId: string
  phone: string
}

/** A worker who has logged in and done nothing else. */
export async function createWorkerAccount(
  server: TestServer,
  input: { phone?: string } = {},
): Promise<WorkerAccount> {
  const phone = input.phone ?? newPhone()
  return runCommand(server.services, factory, async (c) => {
    const account = await createAccount(c, { kind: 'worker', phone })
    const { token } = await openSession(c, account)
    return { token, accountId: account._id, phone }
  })
}

export interface IdentifiedWorker extends WorkerAccount {
  personId: string
  name: string
  idNumber: string
}

/** A worker whose identity is verified. */
export async function createIdentifiedWorker(
  server: TestServer,
  input: { phone?: string; name?: string; idNumber?: string } = {},
): Promise<IdentifiedWorker> {
  const account = await createWorkerAccount(server, input)
  const { name = '赵一平', idNumber = newIdNumber() } = input
  const personId = await runCommand(server.services, factory, (c) =>
    registerIdentity(c, { accountId: account.accountId, name, idNumber }),
  )
  return { ...account, personId, name, idNumber }
}

export interface ConsoleAccount {
  token: string
  accountId: string
  phone: string
}

/** A company account without an organisation. */
export async function createConsoleAccount(
  server: TestServer,
  input: { phone?: string } = {},
): Promise<ConsoleAccount> {
  const phone = input.phone ?? newPhone()
  return runCommand(server.services, factory, async (c) => {
    const account = await createAccount(c, { kind: 'console', phone })
    const { token } = await openSession(c, account)
    return { token, accountId: account._id, phone }
  })
}

export interface OrganisationAccount extends ConsoleAccount {
  organisationId: string
  name: string
  creditCode: string
}

/** An organisation with an administrator who is signed in. */
export async function createOrganisationAccount(
  server: TestServer,
  input: {
    kind: OrganisationKind
    name?: string
    creditCode?: string
    phone?: string
    data?: Record<string, unknown>
  },
): Promise<OrganisationAccount> {
  const account = await createConsoleAccount(server, input)
  const { kind, data = {}, creditCode = newCreditCode() } = input
  const name = input.name ?? `青禾第${nextSerial()}商贸有限公司`
  const organisationId = await runCommand(server.services, factory, async (c) => {
    const id = await createOrganisation(c, { kind, name, creditCode, data })
    await addMember(c, { organisationId: id, accountId: account.accountId, role: 'administrator' })
    return id
  })
  return { ...account, organisationId, name, creditCode }
}

/** The newest SMS code that arrived on a phone. */
export function smsCodeOn(server: TestServer, phone: string): string {
  const owner = server.sandbox.world.people.byPhone(phone)?.key ?? phone
  const codes = server.sandbox.world.inbox
    .list(owner)
    .flatMap((item) =>
      item.channel === 'sms' && item.meta['template'] === 'code' ? [/\d{6}/.exec(item.text)?.[0] ?? ''] : [],
    )
  const newest = codes.at(-1)
  if (!newest) throw new Error('no SMS code arrived')
  return newest
}

/** Fresh proof of a console account for one operation, as its body takes it. */
export async function createStepUp(
  server: TestServer,
  account: { token: string; phone: string },
  body: BodyOf<typeof startStepUp>,
): Promise<{ stepUpId: string; code: string }> {
  const { stepUpId } = await server.call(startStepUp, { body }, account)
  return { stepUpId, code: smsCodeOn(server, account.phone) }
}

/** Plays the person's face check by its phone link; `result` is what happened before the camera. */
export async function playFaceCheck(
  server: TestServer,
  phoneUrl: string,
  result: 'passed' | 'other-person' | 'gave-up' = 'passed',
): Promise<void> {
  const { pathname } = new URL(phoneUrl)
  const link = pathname.startsWith('/f/')
    ? (await fetch(server.url + pathname, { redirect: 'manual' })).headers.get('location')
    : phoneUrl
  if (!link) throw new Error('the face check is not open')
  const page = new URL(link)
  const form = new URLSearchParams({ BizToken: page.searchParams.get('BizToken') ?? '', result })
  const played = await fetch(new URL(page.pathname, server.sandbox.url), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  })
  const back = played.headers.get('location')
  if (back) await fetch(server.url + new URL(back, server.sandbox.url).pathname, { redirect: 'manual' })
}

/** The current versions of these agreements, as a body takes them. */
export function consentsTo(...codes: AgreementCode[]): { code: AgreementCode; version: string }[] {
  return codes.map((code) => ({ code, version: agreementOf(code).version }))
}

export const loginConsents = () => consentsTo('privacy', 'platform')

/** The way through WeChat's web authorization: the query of the H5's entry page at its end. */
export async function passOauth(server: TestServer, personKey: string, query = ''): Promise<URLSearchParams> {
  const follow = async (url: string) =>
    (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? ''
  const authorize = new URL(await follow(`${server.url}/api/wechat/oauth${query}`))
  authorize.searchParams.set('person', personKey)
  const back = new URL(await follow(authorize.href))
  const entry = await follow(server.url + back.pathname + back.search)
  return new URLSearchParams(entry.split('?')[1] ?? '')
}

async function sandboxCode(
  server: TestServer,
  kind: 'js-code' | 'phone-code',
  body: object,
): Promise<string> {
  const answer = await fetch(`${server.sandbox.url}/sandbox/wechat/${kind}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return ((await answer.json()) as { code: string }).code
}

/** What wx.login gives the mini-program of this person. */
export const jsCodeOf = (server: TestServer, person: string) => sandboxCode(server, 'js-code', { person })

/** What the phone button gives; `phone` is another number than the person's own. */
export const phoneCodeOf = (
  server: TestServer,
  person: string,
  phone?: { countryCode: string; number: string },
) => sandboxCode(server, 'phone-code', { person, ...(phone ? { phone } : {}) })

/** Sends a login code to the phone and logs in with it. */
export async function loginWorkerBySms(
  server: TestServer,
  phone: string,
  input: { wechatToken?: string; scene?: string; consents?: { code: AgreementCode; version: string }[] } = {},
) {
  await server.call(sendSmsCode, { body: { phone, purpose: 'worker-login' } })
  const { consents = loginConsents(), ...rest } = input
  return server.call(loginBySms, { body: { phone, code: smsCodeOn(server, phone), consents, ...rest } })
}

/** A fresh session of an account, as after time has ended the one before. */
export async function signInAgain<T extends { accountId: string }>(
  server: TestServer,
  account: T,
): Promise<T & { token: string }> {
  return runCommand(server.services, factory, async (c) => {
    const row = await AccountModel.findById(account.accountId).session(c.session).lean<Account>()
    if (!row) throw new Error('the account is gone')
    return { ...account, token: (await openSession(c, row)).token }
  })
}
