import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConsoleActor } from '../../src/actor.ts'
import { createRateLimits } from '../../src/http/limits.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import {
  addNote,
  consoleNotes,
  downloadNotes,
  enterpriseNotes,
  faultBeforeCommit,
  incompleteNote,
  leakyNote,
  notesModule,
  sessions,
  uploadNote,
  workerNotes,
} from './notes-module.ts'

let server: TestServer

const member = (overrides: Partial<ConsoleActor> = {}): ConsoleActor => ({
  kind: 'console',
  accountId: 'c1',
  sessionId: 's1',
  membership: { organisationId: 'o1', kind: 'enterprise', memberId: 'm1', permissions: ['task.read'] },
  ...overrides,
})

function session(actor: ConsoleActor | { kind: 'worker'; accountId: string; sessionId: string }): string {
  const token = randomUUID()
  sessions.set(token, actor)
  return token
}

beforeAll(async () => {
  server = await startTestServer({ modules: [notesModule] })
})
afterAll(() => server.stop())

const params = { id: 'n1' }

describe('who may call', () => {
  it('nobody without a session, or with one that is over', async () => {
    await expect(server.call(workerNotes, {})).rejects.toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
      message: '登录已失效，请重新登录',
    })
    await expect(server.call(enterpriseNotes, { params, query: {} }, randomUUID())).rejects.toMatchObject({
      status: 401,
    })
  })

  it('a worker where workers may, and a console account not there', async () => {
    const worker = session({ kind: 'worker', accountId: 'w1', sessionId: 's' })
    expect(await server.call(workerNotes, {}, worker)).toEqual({ accountId: 'w1' })
    await expect(server.call(workerNotes, {}, session(member()))).rejects.toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    })
    await expect(server.call(enterpriseNotes, { params, query: {} }, worker)).rejects.toMatchObject({
      status: 403,
    })
  })

  it('a member of the right kind of organisation whose role grants it', async () => {
    expect(await server.call(enterpriseNotes, { params, query: {} }, session(member()))).toEqual({ page: 1 })
    const provider = member({
      membership: { organisationId: 'o2', kind: 'provider', memberId: 'm2', permissions: ['task.read'] },
    })
    await expect(
      server.call(enterpriseNotes, { params, query: {} }, session(provider)),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const without = member({
      membership: { organisationId: 'o1', kind: 'enterprise', memberId: 'm3', permissions: [] },
    })
    await expect(server.call(enterpriseNotes, { params, query: {} }, session(without))).rejects.toMatchObject(
      { code: 'FORBIDDEN' },
    )
  })

  it('an account without an organisation only what every account may', async () => {
    const { membership: _none, ...account } = member()
    expect(await server.call(consoleNotes, {}, session(account))).toEqual({})
    await expect(server.call(enterpriseNotes, { params, query: {} }, session(account))).rejects.toMatchObject(
      { code: 'NO_ORGANISATION' },
    )
  })

  it('an account with a given password nothing before it has changed it', async () => {
    const token = session(member({ mustChangePassword: true }))
    for (const refused of [
      server.call(consoleNotes, {}, token),
      server.call(enterpriseNotes, { params, query: {} }, token),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: 'PASSWORD_CHANGE_REQUIRED' })
    }
  })
})

describe('what is sent', () => {
  it('is refused in plain words, with the field', async () => {
    const refused = server.call(addNote, { body: { text: '' } })
    await expect(refused).rejects.toMatchObject({
      status: 400,
      code: 'BAD_REQUEST',
      param: 'body.text',
      message: '填写的内容有误：此项必填',
    })
    const long = server.call(addNote, { body: { text: 'x'.repeat(21) } })
    await expect(long).rejects.toMatchObject({ message: '填写的内容有误：不能超过 20 个字' })
    const page = server.call(enterpriseNotes, { params, query: { page: 0 } }, session(member()))
    await expect(page).rejects.toMatchObject({ param: 'query.page', message: '填写的内容有误：不能少于 1' })
    const id = server.call(enterpriseNotes, { params: { id: 'x'.repeat(30) }, query: {} }, session(member()))
    await expect(id).rejects.toMatchObject({ param: 'params.id' })
  })

  it('must be JSON, and not more than a megabyte of it', async () => {
    const send = (body: string) =>
      fetch(server.url + addNote.path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
        body,
      })
    expect((await send('{"text":')).status).toBe(400)
    const large = await send(JSON.stringify({ text: 'x'.repeat(1024 * 1024) }))
    expect(large.status).toBe(413)
  })

  it('must be meant for a path and a method that exist', async () => {
    const unknown = await fetch(`${server.url}/api/nothing`)
    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toMatchObject({
      error: { code: 'NOT_FOUND', requestId: unknown.headers.get('x-request-id') },
    })
    const method = await fetch(server.url + addNote.path)
    expect(method.status).toBe(405)
    expect(await method.json()).toMatchObject({ error: { code: 'METHOD_NOT_ALLOWED' } })
  })
})

describe('an upload', () => {
  const picture = (width: number) =>
    sharp({ create: { width, height: 8, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
  const upload = (content: Buffer, name = '照片.png') =>
    server.call(uploadNote, { body: { count: 2 }, file: { field: 'picture', content, name } })

  it('is known by its content and comes with its fields', async () => {
    const content = await picture(8)
    const sha256 = createHash('sha256').update(content).digest('hex')
    expect(await upload(content, '照片.xlsx')).toEqual({
      kind: 'png',
      size: content.length,
      sha256,
      count: 2,
    })
  })

  it('of another kind is refused, whatever its name says', async () => {
    const refused = upload(Buffer.from('MZ not a picture at all, but a program'), '照片.png')
    await expect(refused).rejects.toMatchObject({
      status: 415,
      code: 'UNSUPPORTED_FILE',
      message: '文件类型不符，请上传 JPG、PNG 文件',
    })
    await expect(upload(Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj'))).rejects.toMatchObject({ status: 415 })
  })

  it('that is too large, empty or missing is refused', async () => {
    await expect(upload(Buffer.alloc(65 * 1024))).rejects.toMatchObject({
      status: 413,
      message: '文件超过 64 KB，请减小后再上传',
    })
    await expect(upload(Buffer.alloc(0))).rejects.toMatchObject({ status: 400, code: 'FILE_EMPTY' })
    await expect(server.call(uploadNote, { body: { count: 2 } })).rejects.toMatchObject({
      status: 400,
      message: '填写的内容有误：请选择要上传的文件',
    })
  })

  it('has its fields checked too', async () => {
    const refused = server.call(uploadNote, {
      body: { count: 'two' as never },
      file: { field: 'picture', content: await picture(8) },
    })
    await expect(refused).rejects.toMatchObject({ status: 400, param: 'body.count' })
  })
})

describe('an answer', () => {
  it('has the fields of its contract and no others', async () => {
    const answer = await server.call(leakyNote, { body: { text: '一' } })
    expect(Object.keys(answer).toSorted()).toEqual(['id', 'text'])
  })

  it('that breaks its contract is not sent', async () => {
    await expect(server.call(incompleteNote, { body: { text: '一' } })).rejects.toMatchObject({
      status: 500,
      code: 'INTERNAL',
    })
    expect(server.logs.join('')).toContain('breaks its contract at text')
  })

  it('hides what went wrong inside, and the log has it under the request id', async () => {
    const failed = await server
      .call(faultBeforeCommit, { body: { text: '一' } })
      .catch((error: unknown) => error as { requestId: string; message: string })
    expect(failed).toMatchObject({
      status: 500,
      code: 'INTERNAL',
      message: '服务出了点问题，您的操作没有完成，请稍后重试',
    })
    const line = server.logs.find((text) => text.includes('the disk is full'))
    expect(line).toContain((failed as { requestId: string }).requestId)
  })

  it('may be a file with a Chinese name', async () => {
    const response = await fetch(server.url + downloadNotes.path)
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('便条.txt'))
    expect(await response.text()).toBe('便条')
  })

  it('carries the security headers, and only the sandbox may frame it', async () => {
    const { headers } = await fetch(`${server.url}/healthz`)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`script-src 'self' ${server.sandbox.url}`)
    expect(policy).toContain(`frame-ancestors 'self' ${server.sandbox.url}`)
    expect(policy).toContain("object-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
  })
})

describe('the log', () => {
  it('knows requests by pattern, status and id, never by what they carried', async () => {
    await fetch(`${server.url}/api/notes/enterprise/13800001111?page=1&phone=13912345678`, {
      headers: { 'User-Agent': 'agent-17' },
    })
    const text = server.logs.join('')
    expect(text).toContain('/api/notes/enterprise/:id')
    for (const secret of ['13800001111', '13912345678', 'agent-17']) expect(text).not.toContain(secret)
  })
})

describe('operations', () => {
  it('say whether the server lives and can serve, and what it measured', async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/healthz",status="200"\} [1-9]/,
    )
    expect(metrics).toContain('due_rows_overdue 0')
  })
})

describe('limits', () => {
  it('stop one address after so many calls, and say for how long', async () => {
    const limits = createRateLimits()
    const ctx = { ip: '10.1.1.1' } as never
    for (let call = 0; call < 100; call++) await limits.consume('login', ctx, { kind: 'public' })
    const refused = limits.consume('login', ctx, { kind: 'public' })
    await expect(refused).rejects.toMatchObject({ code: 'RATE_LIMITED', status: 429 })
    await limits.consume('login', { ip: '10.1.1.2' } as never, { kind: 'public' })
  })

  it('are counted in the database for all processes together', async () => {
    const ctx = { ip: '10.1.1.3' } as never
    const [one, other] = [createRateLimits(), createRateLimits()]
    for (let call = 0; call < 30; call++) await one.consume('sms', ctx, { kind: 'public' })
    for (let call = 0; call < 30; call++) await other.consume('sms', ctx, { kind: 'public' })
    await expect(one.consume('sms', ctx, { kind: 'public' })).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  })
})
