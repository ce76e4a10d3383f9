import { getFaceCheck, startStepUp } from '@linggong/shared/api/console-identity'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createConsoleAccount,
  createOrganisationAccount,
  createStepUp,
  newIdNumber,
  playFaceCheck,
  type OrganisationAccount,
} from '../../../test/factories/identity.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import type { ConsoleActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { OutboxEventModel } from '../../jobs/outbox-event.ts'
import { consumeStepUp, latestPassedFaceCheck, startFaceCheck } from './public.ts'

const minute = 60_000

let server: TestServer
let enterprise: OrganisationAccount
beforeAll(async () => {
  server = await startTestServer()
  enterprise = await createOrganisationAccount(server, { kind: 'enterprise' })
})
afterAll(() => server.stop())

function actorOf(account: OrganisationAccount): ConsoleActor {
  const { accountId, organisationId } = account
  const membership = { organisationId, kind: 'enterprise' as const, memberId: 'm', permissions: [] }
  return { kind: 'console', accountId, sessionId: 's', membership }
}

describe('step-up', () => {
  const subject = { operation: 'payout.confirm' as const, subjectId: 'batch-1', digest: 'v1:10000' }
  const consume = (account: OrganisationAccount, input: Parameters<typeof consumeStepUp>[1]) =>
    runCommand(server.services, actorOf(account), (c) => consumeStepUp(c, input))

  it('is bound to operation, object and what the screen showed, and is used once', async () => {
    const proof = await createStepUp(server, enterprise, subject)
    const changed = { status: 409, code: 'STEP_UP_MISMATCH' }
    await expect(consume(enterprise, { ...subject, ...proof, digest: 'v2:10000' })).rejects.toMatchObject(
      changed,
    )
    await expect(consume(enterprise, { ...subject, ...proof, subjectId: 'batch-2' })).rejects.toMatchObject(
      changed,
    )
    await expect(
      consume(enterprise, { ...subject, ...proof, operation: 'payout.reissue' }),
    ).rejects.toMatchObject(changed)
    await consume(enterprise, { ...subject, ...proof })
    await expect(consume(enterprise, { ...subject, ...proof })).rejects.toMatchObject({
      code: 'STEP_UP_REQUIRED',
    })
  })

  it('belongs to the account that asked, lives five minutes and is asked once a minute', async () => {
    const other = await createOrganisationAccount(server, { kind: 'enterprise' })
    const own = { ...subject, subjectId: 'batch-3' }
    const proof = await createStepUp(server, enterprise, own)
    await expect(consume(other, { ...own, ...proof })).rejects.toMatchObject({
      status: 403,
      code: 'STEP_UP_REQUIRED',
    })
    const again = server.call(startStepUp, { body: own }, enterprise)
    await expect(again).rejects.toMatchObject({ status: 429, code: 'SMS_TOO_OFTEN' })
    await server.clock.advance(5 * minute)
    await expect(consume(enterprise, { ...own, ...proof })).rejects.toMatchObject({
      code: 'SMS_CODE_EXPIRED',
    })
  })

  it('counts wrong codes and tells how many tries are left', async () => {
    const own = { ...subject, subjectId: 'batch-4' }
    const { stepUpId, code } = await createStepUp(server, enterprise, own)
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    await expect(consume(enterprise, { ...own, stepUpId, code: wrong })).rejects.toMatchObject({
      code: 'SMS_CODE_WRONG',
      details: { left: 4 },
    })
    await consume(enterprise, { ...own, stepUpId, code })
  })

  it('used by two people at once works once', async () => {
    const own = { ...subject, subjectId: 'batch-5' }
    const proof = await createStepUp(server, enterprise, own)
    const results = await Promise.allSettled([1, 2, 3].map(() => consume(enterprise, { ...own, ...proof })))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('shows the phone masked and sends the code only to the account itself', async () => {
    const started = await server.call(startStepUp, { body: { ...subject, subjectId: 'batch-6' } }, enterprise)
    expect(started.phone).toBe(`${enterprise.phone.slice(0, 3)}****${enterprise.phone.slice(-4)}`)
    const items = server.sandbox.world.inbox.list(enterprise.phone)
    expect(items.at(-1)).toMatchObject({ channel: 'sms', meta: { template: 'code' } })
  })
})

describe('face checks from the computer to the phone', () => {
  const begin = (subjectId: string) =>
    startFaceCheck(server.services, actorOf(enterprise), {
      purpose: 'seal',
      subjectId,
      person: { name: '周小川', idNumber: newIdNumber() },
    })
  const passedFor = (subjectId: string, since = new Date(0)) =>
    latestPassedFaceCheck({ purpose: 'seal', subjectId, since })

  it('the phone opens the link, passes, and the computer learns of it', async () => {
    const check = await begin('organisation-1')
    expect(check).toMatchObject({ state: 'pending', reason: null })
    expect(check.phoneUrl).toMatch(new RegExp(`^${server.services.config.publicUrl}/f/[\\w-]{22}$`))
    expect((await server.call(getFaceCheck, { params: { id: check.id } }, enterprise)).state).toBe('pending')
    expect(await passedFor('organisation-1')).toBeNull()

    await playFaceCheck(server, check.phoneUrl)
    const page = await fetch(`${server.url}${new URL(check.phoneUrl).pathname}/done`)
    expect(await page.text()).toContain('核验完成')
    expect((await server.call(getFaceCheck, { params: { id: check.id } }, enterprise)).state).toBe('passed')
    expect(await passedFor('organisation-1')).toMatchObject({ id: check.id })
    expect(await passedFor('organisation-1', new Date(Date.now() + 60 * minute))).toBeNull()
    const events = await OutboxEventModel.find({ type: 'face-check.passed' }).lean()
    expect(events.map(({ payload }) => payload)).toEqual([
      { faceCheckId: check.id, purpose: 'seal', subjectId: 'organisation-1' },
    ])
  })

  it('a failure is told with its reason, and there is no second try on the same link', async () => {
    const check = await begin('organisation-2')
    await playFaceCheck(server, check.phoneUrl, 'other-person')
    const seen = await server.call(getFaceCheck, { params: { id: check.id } }, enterprise)
    expect(seen.state).toBe('failed')
    expect(seen.reason).toMatch(/本人|同一个人/)
    const link = await fetch(server.url + new URL(check.phoneUrl).pathname, { redirect: 'manual' })
    expect(link.status).toBe(200)
    expect(await link.text()).toContain('核验没有通过')
    expect(await passedFor('organisation-2')).toBeNull()
  })

  it('is found by a job when the phone never comes back', async () => {
    const check = await begin('organisation-3')
    const link = await fetch(server.url + new URL(check.phoneUrl).pathname, { redirect: 'manual' })
    const form = new URLSearchParams({
      BizToken: new URL(link.headers.get('location') ?? '').searchParams.get('BizToken') ?? '',
      result: 'passed',
    })
    await fetch(`${server.sandbox.url}/tencent/face`, { method: 'POST', body: form, redirect: 'manual' })
    await server.clock.advance(minute)
    await server.drain()
    expect(await passedFor('organisation-3')).toMatchObject({ id: check.id })
  })

  it('ends after half an hour', async () => {
    const check = await begin('organisation-4')
    await server.clock.advance(30 * minute)
    expect((await server.call(getFaceCheck, { params: { id: check.id } }, enterprise)).state).toBe('expired')
    const link = await fetch(server.url + new URL(check.phoneUrl).pathname, { redirect: 'manual' })
    expect(await link.text()).toContain('链接已失效')
    expect((await fetch(`${server.url}/f/unknownunknownunknown`)).status).toBe(404)
  })

  it('is shown to nobody of another organisation', async () => {
    const check = await begin('organisation-5')
    const stranger = await createOrganisationAccount(server, { kind: 'enterprise' })
    const alone = await createConsoleAccount(server)
    for (const caller of [stranger, alone]) {
      const call = server.call(getFaceCheck, { params: { id: check.id } }, caller)
      await expect(call).rejects.toMatchObject({ status: 404, code: 'NOT_FOUND' })
    }
  })
})
