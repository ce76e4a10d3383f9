import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { IdempotencyKeyModel } from '../../src/http/idempotency.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import {
  addNote,
  faultAfterCommit,
  faultBeforeCommit,
  gate,
  leakyNote,
  NoteModel,
  notesModule,
  refuseNote,
  sessions,
  slowNote,
} from './notes-module.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ modules: [notesModule] })
})
afterAll(() => server.stop())
beforeEach(async () => {
  gate.reset()
  await NoteModel.deleteMany({})
})

async function send(
  path: string,
  body: unknown,
  key?: string,
  token?: string,
): Promise<{ status: number; json: unknown; replayed: boolean }> {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(key ? { 'Idempotency-Key': key } : {}),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  })
  return {
    status: response.status,
    json: await response.json(),
    replayed: response.headers.has('idempotent-replayed'),
  }
}

describe('Idempotency-Key', () => {
  it('is needed where something is moved', async () => {
    const answer = await send(addNote.path, { text: '一' })
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'IDEMPOTENCY_KEY_MISSING' } } })
    expect(await NoteModel.countDocuments()).toBe(0)
  })

  it('replays the first answer to the same request and does nothing a second time', async () => {
    const key = randomUUID()
    const first = await send(addNote.path, { text: '一' }, key)
    const second = await send(addNote.path, { text: '一' }, key)
    expect(first).toMatchObject({ status: 200, replayed: false, json: { text: '一' } })
    expect(second).toEqual({ ...first, replayed: true })
    expect(await NoteModel.countDocuments()).toBe(1)
  })

  it('refuses another request under the same key', async () => {
    const key = randomUUID()
    await send(addNote.path, { text: '一' }, key)
    const other = await send(addNote.path, { text: '二' }, key)
    expect(other).toMatchObject({ status: 409, json: { error: { code: 'IDEMPOTENCY_KEY_REUSED' } } })
    expect(await NoteModel.countDocuments()).toBe(1)
  })

  it('belongs to one caller: another account’s same key is its own', async () => {
    sessions.set('token-of-worker-a', { kind: 'worker', accountId: 'a', sessionId: 's' })
    sessions.set('token-of-worker-b', { kind: 'worker', accountId: 'b', sessionId: 's' })
    const key = randomUUID()
    await send(addNote.path, { text: '一' }, key, 'token-of-worker-a')
    const other = await send(addNote.path, { text: '一' }, key, 'token-of-worker-b')
    expect(other).toMatchObject({ status: 200, replayed: false })
    expect(await NoteModel.countDocuments()).toBe(2)
  })

  it('tells a second press that the first is still being done', async () => {
    const key = randomUUID()
    const first = send(slowNote.path, { text: '一' }, key)
    await gate.arrived.passed
    const second = await send(slowNote.path, { text: '一' }, key)
    expect(second).toMatchObject({ status: 409, json: { error: { code: 'IDEMPOTENCY_IN_PROGRESS' } } })
    gate.leave.open()
    expect(await first).toMatchObject({ status: 200 })
    expect(await send(slowNote.path, { text: '一' }, key)).toMatchObject({ status: 200, replayed: true })
    expect(await NoteModel.countDocuments()).toBe(1)
  })

  it('of many presses at once does the thing once', async () => {
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send(addNote.path, { text: '一' }, key)),
    )
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([])
    expect(await NoteModel.countDocuments()).toBe(1)
  })

  it('is free again after a crash before anything was committed, once a minute has passed', async () => {
    const key = randomUUID()
    const crashed = send(slowNote.path, { text: '一' }, key)
    await gate.arrived.passed
    await IdempotencyKeyModel.updateMany(
      { state: 'held' },
      { $set: { lockedUntil: new Date(Date.now() - 1) } },
    )
    const retry = send(slowNote.path, { text: '一' }, key)
    await expect
      .poll(() => IdempotencyKeyModel.countDocuments({ state: 'held', lockedUntil: { $gt: new Date() } }))
      .toBe(1)
    gate.leave.open()
    expect(await retry).toMatchObject({ status: 200 })
    expect(await crashed).toMatchObject({ status: 409, json: { error: { code: 'IDEMPOTENCY_IN_PROGRESS' } } })
    expect(await NoteModel.countDocuments()).toBe(1)
  })

  it('never does a thing again that was committed before the answer was lost', async () => {
    const key = randomUUID()
    expect(await send(faultAfterCommit.path, { text: '一' }, key)).toMatchObject({ status: 500 })
    await IdempotencyKeyModel.updateMany({}, { $set: { lockedUntil: new Date(0) } })
    expect(await send(faultAfterCommit.path, { text: '一' }, key)).toMatchObject({
      status: 409,
      json: { error: { code: 'IDEMPOTENCY_IN_PROGRESS' } },
    })
    expect(await NoteModel.countDocuments()).toBe(1)
  })

  it('is not kept for faults before a commit, refusals of the business or of the form', async () => {
    const key = randomUUID()
    expect(await send(faultBeforeCommit.path, { text: '一' }, key)).toMatchObject({ status: 500 })
    expect(await send(refuseNote.path, { text: '一' }, key)).toMatchObject({
      status: 409,
      json: { error: { code: 'BALANCE_NOT_ENOUGH' } },
    })
    expect(await send(addNote.path, { text: '' }, key)).toMatchObject({ status: 400 })
    expect(await send(addNote.path, { text: '改正' }, key)).toMatchObject({ status: 200, replayed: false })
  })

  it('keeps no readable answer in the database', async () => {
    const key = randomUUID()
    await send(leakyNote.path, { text: '秘密便条' }, key)
    const rows = JSON.stringify(await IdempotencyKeyModel.find().lean())
    expect(rows).not.toContain('秘密便条')
    expect(rows).not.toContain(key)
    const index = (await IdempotencyKeyModel.collection.indexes()).find(
      ({ expireAfterSeconds }) => expireAfterSeconds !== undefined,
    )
    expect(index).toMatchObject({ key: { expiresAt: 1 }, expireAfterSeconds: 0 })
  })
})
