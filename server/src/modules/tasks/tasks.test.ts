import { terminateEngagement } from '@linggong/shared/api/engagements'
import * as api from '@linggong/shared/api/tasks'
import { fen } from '@linggong/shared/money'
import { dayOf } from '@linggong/shared/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngagement, type EngagementOf } from '../../../test/factories/engagements.ts'
import { createEnterprise } from '../../../test/factories/enterprises.ts'
import { newPhone } from '../../../test/factories/identity.ts'
import { createProvider } from '../../../test/factories/providers.ts'
import {
  assign,
  createSubmittedTask,
  createTask,
  photo,
  readTask,
  taskForm,
} from '../../../test/factories/tasks.ts'
import { createWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { runCommand } from '../../command.ts'
import { systemActor } from '../../actor.ts'
import { markTasksPaidFrom } from './public.ts'

let server: TestServer
let project: EngagementOf

beforeAll(async () => {
  server = await startTestServer()
  project = await createEngagement(server)
})
afterAll(() => server.stop())

type Caller = { token: string } | undefined

/** Every console endpoint of tasks on one task or assignment. */
function callsOn(
  id: string,
): [name: string, side: 'enterprise' | 'provider' | 'both', call: (caller: Caller) => Promise<unknown>][] {
  const params = { id }
  const body = taskForm(server, project.engagementId)
  const person = { name: '孙小美', phone: newPhone() }
  const reason = { reason: '临时有变' }
  return [
    ['resubmit', 'enterprise', (caller) => server.call(api.resubmitTask, { params, body }, caller)],
    ['withdraw', 'enterprise', (caller) => server.call(api.withdrawTask, { params }, caller)],
    [
      'complete',
      'enterprise',
      (caller) => server.call(api.completeTask, { params, body: { voucherIds: [] } }, caller),
    ],
    ['cancel', 'enterprise', (caller) => server.call(api.cancelTask, { params, body: reason }, caller)],
    ['read', 'both', (caller) => server.call(api.getTask, { params }, caller)],
    ['approve', 'provider', (caller) => server.call(api.approveTask, { params }, caller)],
    ['reject', 'provider', (caller) => server.call(api.rejectTask, { params, body: reason }, caller)],
    [
      'list assignments',
      'enterprise',
      (caller) => server.call(api.listTaskAssignments, { params, query: { page: 1, pageSize: 20 } }, caller),
    ],
    ['assign', 'enterprise', (caller) => server.call(api.assignWorker, { params, body: person }, caller)],
    [
      'correct',
      'enterprise',
      (caller) => server.call(api.correctAssignment, { params, body: person }, caller),
    ],
    [
      'cancel assignment',
      'enterprise',
      (caller) => server.call(api.cancelAssignment, { params, body: reason }, caller),
    ],
    ['share', 'enterprise', (caller) => server.call(api.shareTask, { params }, caller)],
    ['revoke share', 'enterprise', (caller) => server.call(api.revokeTaskShare, { params }, caller)],
  ]
}

describe('who may use tasks', () => {
  it('nobody without a session, no worker, and only the side an endpoint is for', async () => {
    const task = await createTask(server, { project })
    const worker = await createWorker(server)
    for (const [name, side, call] of callsOn(task.taskId)) {
      await expect(call(undefined), name).rejects.toMatchObject({ status: 401 })
      await expect(call(worker), name).rejects.toMatchObject({ status: 403 })
      if (side === 'enterprise')
        await expect(call(project.provider), name).rejects.toMatchObject({ status: 403 })
      if (side === 'provider')
        await expect(call(project.enterprise), name).rejects.toMatchObject({ status: 403 })
    }
    const body = taskForm(server, project.engagementId)
    await expect(server.call(api.publishTask, { body })).rejects.toMatchObject({ status: 401 })
    await expect(server.call(api.publishTask, { body }, project.provider)).rejects.toMatchObject({
      status: 403,
    })
  })

  it('another enterprise and another provider find nothing of it', async () => {
    const task = await createTask(server, { project })
    const assignment = await assign(server, task, { name: '孙小美', phone: newPhone() })
    const strangers = { enterprise: await createEnterprise(server), provider: await createProvider(server) }
    const aboutAssignments = new Set(['correct', 'cancel assignment'])
    for (const id of [task.taskId, assignment.id]) {
      for (const [name, side, call] of callsOn(id)) {
        if (aboutAssignments.has(name) !== (id === assignment.id)) continue
        const callers = side === 'both' ? Object.values(strangers) : [strangers[side]]
        for (const caller of callers) await expect(call(caller), name).rejects.toMatchObject({ status: 404 })
      }
    }
    const query = { page: 1, pageSize: 20 }
    for (const caller of Object.values(strangers)) {
      expect((await server.call(api.listTasks, { query }, caller)).rows).toEqual([])
    }
    const body = taskForm(server, project.engagementId)
    await expect(server.call(api.publishTask, { body }, strangers.enterprise)).rejects.toMatchObject({
      status: 404,
    })
    const file = await photo()
    const upload = (caller: Caller) =>
      server.call(api.uploadTaskPicture, { file: { field: 'file', content: file, name: '现场.jpg' } }, caller)
    const foreign = await upload(strangers.enterprise)
    await expect(
      server.call(api.publishTask, { body: { ...body, pictureIds: [foreign.id] } }, project.enterprise),
    ).rejects.toMatchObject({ status: 404 })
  })
})

describe('publishing a task', () => {
  it('refuses what is not filled in properly, in words', async () => {
    const now = server.services.clock.now().getTime()
    const cases = [
      [{ title: '展' }, '任务名称'],
      [{ description: '' }, '工作内容'],
      [{ headCount: 0 }, '人数'],
      [{ commissionMin: fen(40_000) }, '最高佣金'],
      [{ from: dayOf(now + 86_400_000), to: dayOf(now) }, '结束日期'],
      [{ from: '2020-01-01', to: '2020-02-01' }, '结束日期不能早于今天'],
    ] as const
    for (const [change, words] of cases) {
      const body = taskForm(server, project.engagementId, change)
      await expect(server.call(api.publishTask, { body }, project.enterprise)).rejects.toMatchObject({
        status: 400,
        message: expect.stringContaining(words),
      })
    }
  })

  it('gives it a number and takes it to the provider for review', async () => {
    const task = await createSubmittedTask(server, { project })
    expect(task.number).toMatch(/^RW\d{8}\d{6}$/)
    const shown = await server.call(api.getTask, { params: { id: task.taskId } }, project.provider)
    expect(shown).toMatchObject({
      state: 'reviewing',
      number: task.number,
      enterpriseName: project.enterprise.name,
    })
    expect(shown.timeline.map(({ text }) => text)).toEqual(['提交审核'])
  })

  it('keeps its pictures, and links to them open for a while', async () => {
    const picture = await server.call(
      api.uploadTaskPicture,
      { file: { field: 'file', content: await photo(), name: '现场.jpg' } },
      project.enterprise,
    )
    const task = await createSubmittedTask(server, { project, pictureIds: [picture.id] })
    const [link] = (await readTask(server, task)).pictures
    expect((await fetch(server.url + link?.url)).headers.get('content-type')).toBe('image/jpeg')
  })

  it('a withdrawn task is a draft that the provider does not see, until it is submitted again', async () => {
    const task = await createSubmittedTask(server, { project })
    const params = { id: task.taskId }
    await server.call(api.withdrawTask, { params }, project.enterprise)
    await expect(server.call(api.getTask, { params }, project.provider)).rejects.toMatchObject({
      status: 404,
    })
    const query = { page: 1, pageSize: 100, keyword: task.number }
    expect((await server.call(api.listTasks, { query }, project.provider)).total).toBe(0)
    expect((await server.call(api.listTasks, { query }, project.enterprise)).total).toBe(1)

    const body = taskForm(server, project.engagementId, { title: '改过的展台值守' })
    const again = await server.call(api.resubmitTask, { params, body }, project.enterprise)
    expect(again).toMatchObject({ state: 'reviewing', title: '改过的展台值守', number: task.number })
  })

  it('a rejected task says why, to the enterprise and in a message, and can be submitted again', async () => {
    const task = await createSubmittedTask(server, { project })
    const params = { id: task.taskId }
    await server.call(api.rejectTask, { params, body: { reason: '佣金区间过宽' } }, project.provider)
    await server.drain()
    expect(await readTask(server, task)).toMatchObject({ state: 'rejected', rejectReason: '佣金区间过宽' })
    const texts = server.sandbox.world.inbox
      .list(project.enterprise.phone)
      .map((item) => JSON.stringify(item))
    expect(texts.some((text) => text.includes('已驳回'))).toBe(true)

    const body = taskForm(server, project.engagementId)
    const again = await server.call(api.resubmitTask, { params, body }, project.enterprise)
    expect(again).toMatchObject({ state: 'reviewing', rejectReason: null })
  })

  it('lists are found by state and by words, and a pattern is only text', async () => {
    const task = await createTask(server, { project, title: '特别的(展台).*值守' })
    const list = (keyword: string, state?: 'in-progress' | 'draft') =>
      server.call(
        api.listTasks,
        { query: { page: 1, pageSize: 20, keyword, ...(state ? { state } : {}) } },
        project.enterprise,
      )
    expect((await list('(展台).*', 'in-progress')).rows.map(({ id }) => id)).toEqual([task.taskId])
    expect((await list('(展台).*', 'draft')).total).toBe(0)
    expect((await list('特别.*值守')).total).toBe(0)
  })

  it('is refused once the project has ended, and open assignments are lost with it', async () => {
    const own = await createEngagement(server)
    const task = await createTask(server, { project: own })
    const worker = await createWorker(server)
    const { id } = await assign(server, task, worker)
    const params = { id: own.engagementId }
    await server.call(terminateEngagement, { params, body: { reason: '业务调整' } }, own.enterprise)
    await server.drain()
    const query = { page: 1, pageSize: 20 }
    const { rows } = await server.call(
      api.listTaskAssignments,
      { params: { id: task.taskId }, query },
      own.enterprise,
    )
    expect(rows).toMatchObject([{ id, state: 'cancelled', reason: '企业与服务商的合作已结束' }])
    const body = taskForm(server, own.engagementId)
    await expect(server.call(api.publishTask, { body }, own.enterprise)).rejects.toMatchObject({
      status: 409,
      code: 'ENGAGEMENT_NOT_ACTIVE',
    })
    await expect(assign(server, task, await createWorker(server))).rejects.toMatchObject({
      code: 'ENGAGEMENT_NOT_ACTIVE',
    })
  })
})

describe('ending a task', () => {
  it('completing it cancels its open assignments with notice and leaves nobody else in', async () => {
    const task = await createTask(server, { project })
    const worker = await createWorker(server)
    const { id } = await assign(server, task, worker)
    await assign(server, task, { name: '孙小美', phone: newPhone() })
    await server.call(
      api.completeTask,
      { params: { id: task.taskId }, body: { voucherIds: [] } },
      project.enterprise,
    )
    await server.drain()
    expect(await readTask(server, task)).toMatchObject({
      state: 'completed',
      counts: { cancelled: 2, waiting: 0 },
    })
    const sms = server.sandbox.world.inbox.list(worker.phone)
    const told = sms.filter((item) => item.channel === 'sms' && item.meta['template'] === 'task-cancelled')
    expect(told).toHaveLength(1)
    await expect(assign(server, task, await createWorker(server))).rejects.toMatchObject({
      code: 'TASK_NOT_OPEN',
    })
    await expect(
      server.call(api.cancelAssignment, { params: { id }, body: { reason: '重复' } }, project.enterprise),
    ).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
  })

  it('a task from which a payment was confirmed can be completed, not cancelled', async () => {
    const task = await createTask(server, { project })
    await runCommand(server.services, systemActor('test'), (c) => markTasksPaidFrom(c, [task.taskId]))
    const params = { id: task.taskId }
    await expect(
      server.call(api.cancelTask, { params, body: { reason: '不做了' } }, project.enterprise),
    ).rejects.toMatchObject({ status: 409, code: 'TASK_HAS_PAYMENTS' })
    const done = await server.call(api.completeTask, { params, body: { voucherIds: [] } }, project.enterprise)
    expect(done.state).toBe('completed')
  })

  it('cancelling and a payment at the same moment: one of them wins', async () => {
    const task = await createTask(server, { project })
    const params = { id: task.taskId }
    const [cancelled, paid] = await Promise.allSettled([
      server.call(api.cancelTask, { params, body: { reason: '不做了' } }, project.enterprise),
      runCommand(server.services, systemActor('test'), (c) => markTasksPaidFrom(c, [task.taskId])),
    ])
    expect([cancelled.status, paid.status].toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('its vouchers are kept', async () => {
    const task = await createTask(server, { project })
    const file = { field: 'file', content: await photo(), name: '验收单.jpg' }
    const voucher = await server.call(api.uploadTaskPicture, { file }, project.enterprise)
    const body = { voucherIds: [voucher.id] }
    const done = await server.call(
      api.completeTask,
      { params: { id: task.taskId }, body },
      project.enterprise,
    )
    expect(done.vouchers.map(({ id }) => id)).toEqual([voucher.id])
  })
})
