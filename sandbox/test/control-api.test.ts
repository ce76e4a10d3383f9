import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCredentials, fastBank, startSandbox, type Sandbox } from '../src/index.ts'
import { fundedSubLedger, until } from './support/bank-caller.ts'
import { startReceiver, type CallbackReceiver } from './support/callback-receiver.ts'

let server: CallbackReceiver
let sandbox: Sandbox

beforeAll(async () => {
  server = await startReceiver()
  sandbox = await startSandbox({
    memory: true,
    credentials: createCredentials(),
    serverUrl: server.url,
    bank: fastBank,
  })
})

afterAll(async () => {
  await sandbox.stop()
  await server.stop()
})

describe("the page's interface", () => {
  it('tells everything the page shows in one answer', async () => {
    sandbox.world.inbox.sms('13900000001', '验证码 123456')
    sandbox.world.inbox.sms('13700000001', '给陌生号码')
    const { body } = await ask('overview?people=p1,p2,nobody')
    expect(Object.keys(body['inboxes'] as object)).toEqual(['p1', 'p2'])
    expect(body).toMatchObject({ serverUrl: server.url, strangers: [{ text: '给陌生号码' }] })
    expect(JSON.stringify(body)).not.toContain('OUTSIDE"')
    expect(JSON.stringify(body)).not.toContain('PRIVATE KEY')
  })

  it('credits a transfer, and tells in words what is wrong with one', async () => {
    const { sub } = await fundedSubLedger(sandbox, 0)
    const credit = {
      accountNo: sub,
      amountFen: 12_300,
      payerName: '青禾商贸有限公司',
      payerAccount: '40000211',
    }
    expect(await ask('bank/credit', credit)).toMatchObject({ status: 200 })
    await until('notified', () => server.received.some((item) => item.body['accountNo'] === sub))
    const wrong = await ask('bank/credit', { ...credit, accountNo: '999900000000' })
    expect(wrong).toMatchObject({ status: 422, body: { message: '账号不存在' } })
    expect((await ask('bank/credit', { accountNo: sub })).status).toBe(400)
    const file = await fetch(`${sandbox.url}/sandbox/api/bank/accounts/${sub}/statement?format=csv`)
    expect(await file.text()).toContain('#CHECKSUM,1,12300,')
  })

  it('makes a person who can then be reached by phone', async () => {
    const { body } = await ask('people', { name: '秦明', phone: '13812345678', birthDate: '2001-02-03' })
    expect(body).toMatchObject({ name: '秦明', idNumber: expect.stringMatching(/^11010520010203/) })
    expect(await ask('people', { name: '秦明', phone: '13812345678' })).toMatchObject({ status: 400 })
    const card = await ask(`people/${String(body['key'])}/cards`, { bin: '621700', outcome: '201' })
    expect(card.body).toMatchObject({ bankName: '建设银行', outcome: '201' })
    expect((await ask('people/nobody/inbox')).status).toBe(404)
  })

  it('hands a person the SMS that came before the person was made', async () => {
    sandbox.world.inbox.sms('13611112222', '先到的短信')
    const { body } = await ask('people', { name: '后来', phone: '13611112222' })
    expect((await ask(`people/${String(body['key'])}/inbox`)).body).toMatchObject([{ text: '先到的短信' }])
  })

  it('draws sample identity cards', async () => {
    const picture = await fetch(`${sandbox.url}/sandbox/api/people/p1/id-card/front?variant=good`)
    expect(picture.headers.get('content-type')).toBe('image/jpeg')
    expect((await ask('people/p1/id-card/front?variant=none')).status).toBe(404)
  })

  it('is closed to other web sites open in the browser', async () => {
    const headers = { origin: 'https://evil.example', 'content-type': 'application/json' }
    const response = await fetch(`${sandbox.url}/sandbox/api/people`, {
      method: 'POST',
      headers,
      body: '{"name":"坏人"}',
    })
    expect(response.status).toBe(403)
    expect(sandbox.world.people.list().some((person) => person.name === '坏人')).toBe(false)
  })
})

describe('the clock', () => {
  it('moves the server first and then the sandbox', async () => {
    server.received.length = 0
    const { body } = await ask('clock', { advanceMinutes: 30 })
    expect(body['offsetMs']).toBe(1_800_000)
    expect(server.received).toMatchObject([{ path: '/sandbox/clock', body: { offsetMs: 1_800_000 } }])
    expect(server.received[0]?.headers['x-sandbox-token']).toBe(sandbox.world.credentials.controlToken)
    expect((await ask('clock', { advanceDays: 1 })).body['offsetMs']).toBe(1_800_000 + 86_400_000)
  })

  it('goes to nine in the morning of the first of next month', async () => {
    const before = sandbox.world.clock.now()
    const { body } = await ask('clock', { toNextMonth: true })
    const after = new Date(new Date(String(body['now'])).getTime() + 8 * 3_600_000)
    expect(after.toISOString()).toMatch(/-01T09:00/)
    expect(after.getTime()).toBeGreaterThan(before.getTime())
  })

  it('stays where it is when the server refuses', async () => {
    const before = sandbox.world.clock.offsetMs()
    server.answer = () => ({ status: 403, body: '{}' })
    expect(await ask('clock', { advanceDays: 1 })).toMatchObject({ status: 502 })
    expect(sandbox.world.clock.offsetMs()).toBe(before)
    server.answer = () => ({ status: 200, body: '{"received":true}' })
  })
})

async function ask(path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/json' }
  const post = { method: 'POST', headers, body: JSON.stringify(body) }
  const response = await fetch(`${sandbox.url}/sandbox/api/${path}`, body === undefined ? {} : post)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
