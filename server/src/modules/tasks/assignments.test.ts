import * as api from '@linggong/shared/api/tasks'
import * as workerApi from '@linggong/shared/api/worker-tasks'
import { updateProviderSettings } from '@linggong/shared/api/organisations'
import { endOfDay } from '@linggong/shared/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createContract } from '../../../test/factories/contracts.ts'
import { createEngagement, type EngagementOf } from '../../../test/factories/engagements.ts'
import { createIdentifiedWorker, newPhone, signInAgain } from '../../../test/factories/identity.ts'
import {
  assign,
  createAcceptedAssignment,
  createCompletedAssignment,
  createTask,
  photo,
  readTask,
  type TaskOf,
} from '../../../test/factories/tasks.ts'
import { createWorker, type RegisteredWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { AssignmentModel, type Assignment } from './models.ts'
import { assignmentFor } from './public.ts'

let server: TestServer
let project: EngagementOf
/** With a contract with the project's provider. */
let worker: RegisteredWorker

beforeAll(async () => {
  server = await startTestServer()
  project = await createEngagement(server)
  worker = await createWorker(server)
  await createContract(server, worker, project.provider)
})
afterAll(() => server.stop())

const read = (id: string, caller: { token: string } = worker) =>
  server.call(workerApi.getAssignment, { params: { id } }, caller)
const accept = (id: string, caller: { token: string } = worker) =>
  server.call(workerApi.acceptAssignment, { params: { id } }, caller)

async function rowOf({ taskId, enterprise }: TaskOf, id: string) {
  const query = { page: 1, pageSize: 100 }
  const { rows } = await server.call(api.listTaskAssignments, { params: { id: taskId }, query }, enterprise)
  return rows.find((row) => row.id === id)
}

function messages(phone: string, template: string): string[] {
  return server.sandbox.world.inbox
    .list(phone)
    .flatMap((item) => (item.channel === 'sms' && item.meta['template'] === template ? [item.text] : []))
}

describe('who may answer an assignment', () => {
  it('nobody but its own worker: no session, no company, no other worker', async () => {
    const task = await createTask(server, { project })
    const { id } = await assign(server, task, worker)
    const stranger = await createWorker(server)
    const params = { id }
    const deliverables = { fileIds: [], note: '' }
    const file = { field: 'photo', content: await photo(), name: '现场.jpg' }
    const calls: ((caller?: { token: string }) => Promise<unknown>)[] = [
      (caller) => server.call(workerApi.getAssignment, { params }, caller),
      (caller) => server.call(workerApi.acceptAssignment, { params }, caller),
      (caller) => server.call(workerApi.rejectAssignment, { params, body: { reason: '没有时间' } }, caller),
      (caller) => server.call(workerApi.uploadDeliverable, { params, file }, caller),
      (caller) => server.call(workerApi.completeAssignment, { params, body: deliverables }, caller),
      (caller) => server.call(workerApi.replaceDeliverables, { params, body: deliverables }, caller),
    ]
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({ status: 401 })
      await expect(call(project.enterprise)).rejects.toMatchObject({ status: 403 })
      await expect(call(stranger)).rejects.toMatchObject({ status: 404 })
    }
    await expect(
      server.call(workerApi.listAssignments, { query: { segment: 'assigned' } }),
    ).rejects.toMatchObject({ status: 401 })
  })
})

describe('assigning', () => {
  it('a registered worker is assigned at once and told with the way to the task', async () => {
    const task = await createTask(server, { project })
    const person = await createWorker(server)
    const row = await assign(server, task, person)
    expect(row).toMatchObject({
      state: 'assigned',
      name: person.name,
      phone: expect.stringContaining('****'),
    })
    await server.drain()
    const [sms] = messages(person.phone, 'task-assigned')
    expect(sms).toContain(row.id)
    const list = await server.call(workerApi.listAssignments, { query: { segment: 'assigned' } }, person)
    expect(list).toMatchObject({
      rows: [{ id: row.id, enterpriseName: project.enterprise.name }],
      counts: { assigned: 1 },
    })
  })

  it('somebody who is not registered yet gets it when registering with that phone and name', async () => {
    const task = await createTask(server, { project })
    const phone = newPhone()
    const row = await assign(server, task, { name: '林小满', phone })
    expect(row.state).toBe('waiting')
    const person = await createWorker(server, { phone, name: '林小满' })
    await server.drain()
    expect(await read(row.id, person)).toMatchObject({ state: 'assigned', contract: { needed: true } })
    expect(messages(phone, 'task-assigned')).toHaveLength(1)
  })

  it('registering while being assigned is seen at the second look', async () => {
    const task = await createTask(server, { project })
    const phone = newPhone()
    const { id } = await assign(server, task, { name: '林小满', phone })
    await createWorker(server, { phone, name: '林小满' })
    await server.drain()
    await AssignmentModel.collection.updateOne(
      { _id: id as never },
      { $set: { state: 'waiting', personId: null } },
    )
    await server.clock.advance(60_000)
    await server.drain()
    expect((await rowOf(task, id))?.state).toBe('assigned')
  })

  it('a verified worker who has not finished registering keeps it waiting', async () => {
    const task = await createTask(server, { project })
    const person = await createIdentifiedWorker(server)
    expect((await assign(server, task, person)).state).toBe('waiting')
  })

  it('another name on the phone is a mismatch that the enterprise corrects', async () => {
    const task = await createTask(server, { project })
    const person = await createWorker(server, { name: '林小满' })
    const row = await assign(server, task, { name: '林晓曼', phone: person.phone })
    expect(row.state).toBe('mismatch')
    await expect(read(row.id, person)).rejects.toMatchObject({ status: 404 })
    const body = { name: '林小满', phone: person.phone }
    const corrected = await server.call(
      api.correctAssignment,
      { params: { id: row.id }, body },
      project.enterprise,
    )
    expect(corrected.state).toBe('assigned')
  })

  it('one open assignment for a worker and task, and a new one after it ended', async () => {
    const task = await createTask(server, { project })
    const { id } = await assign(server, task, worker)
    await expect(assign(server, task, worker)).rejects.toMatchObject({
      status: 409,
      code: 'ASSIGNMENT_EXISTS',
    })
    await server.call(workerApi.rejectAssignment, { params: { id }, body: { reason: '时间冲突' } }, worker)
    expect((await rowOf(task, id))?.reason).toBe('时间冲突')
    const second = await assign(server, task, worker)
    expect(second.state).toBe('assigned')
    await expect(accept(id)).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
    expect((await assignmentFor({ taskId: task.taskId, personId: worker.personId }))?._id).toBe(second.id)
  })

  it('assigning the same worker many times at once makes one assignment', async () => {
    const task = await createTask(server, { project })
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map(() => assign(server, task, worker)))
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(4)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'ASSIGNMENT_EXISTS' })
    expect(await AssignmentModel.countDocuments({ taskId: task.taskId })).toBe(1)
  })

  it('no more people than places, however many are assigned at once', async () => {
    const task = await createTask(server, { project, headCount: 3 })
    const people = Array.from({ length: 8 }, () => ({ name: '孙小美', phone: newPhone() }))
    const results = await Promise.allSettled(people.map((person) => assign(server, task, person)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'HEAD_COUNT_FULL' })
    }
    const assignment = (await AssignmentModel.findOne({
      taskId: task.taskId,
    }).lean<Assignment>()) as Assignment
    const params = { id: assignment._id }
    await server.call(api.cancelAssignment, { params, body: { reason: '换人' } }, project.enterprise)
    expect((await assign(server, task, worker)).state).toBe('assigned')
  })

  it('quick tasks have no assignments, and nobody is assigned after the last day', async () => {
    const quick = await createTask(server, { project, kind: 'quick' })
    await expect(assign(server, quick, worker)).rejects.toMatchObject({ status: 400, code: 'BAD_REQUEST' })
  })

  it('bad names and phones are refused', async () => {
    const task = await createTask(server, { project })
    await expect(assign(server, task, { name: '孙', phone: newPhone() })).rejects.toMatchObject({
      status: 400,
    })
    await expect(assign(server, task, { name: '孙小美', phone: '02012345678' })).rejects.toMatchObject({
      status: 400,
    })
  })

  it('names and phones lie encrypted in the database and appear in no log', async () => {
    const task = await createTask(server, { project })
    const person = { name: '慕容不留痕', phone: newPhone() }
    await assign(server, task, person)
    await server.drain()
    const stored = JSON.stringify(await AssignmentModel.find().lean())
    for (const secret of [person.name, person.phone]) {
      expect(stored).not.toContain(secret)
      expect(server.logs.join('')).not.toContain(secret)
    }
  })
})

describe('answering', () => {
  it('accepting needs a contract in force and says with whom', async () => {
    const task = await createTask(server, { project })
    const person = await createWorker(server)
    const { id } = await assign(server, task, person)
    await expect(accept(id, person)).rejects.toMatchObject({
      status: 409,
      code: 'CONTRACT_REQUIRED',
      details: { envelopeId: null, providerId: project.provider.organisationId },
    })
    expect((await read(id, person)).contract).toMatchObject({ needed: true, envelopeId: null })
    await createContract(server, person, project.provider)
    expect((await read(id, person)).contract.needed).toBe(false)
    expect((await accept(id, person)).state).toBe('accepted')
  })

  it('with a provider that signs silently an assigned worker can accept without signing', async () => {
    const silent = await createEngagement(server)
    const body = { autoSeal: true, silentSigning: true }
    await server.call(updateProviderSettings, { body }, silent.provider)
    const task = await createTask(server, { project: silent })
    const person = await createWorker(server)
    const { id } = await assign(server, task, person)
    await server.drain()
    expect((await accept(id, person)).state).toBe('accepted')
  })

  it('two accepts at once accept once', async () => {
    const task = await createTask(server, { project })
    const { id } = await assign(server, task, worker)
    const results = await Promise.allSettled([accept(id), accept(id)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [refused] = results.filter((result) => result.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'STATE_CONFLICT' })
  })

  it('a cancelled task can be accepted by nobody', async () => {
    const task = await createTask(server, { project })
    const { id } = await assign(server, task, worker)
    const params = { id: task.taskId }
    await server.call(api.cancelTask, { params, body: { reason: '展会取消' } }, project.enterprise)
    await expect(accept(id)).rejects.toMatchObject({ status: 409, code: 'TASK_ENDED' })
    await server.drain()
    expect((await read(id)).state).toBe('cancelled')
    await expect(accept(id)).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
  })

  it('accepting and taking back at once: one of them wins', async () => {
    const task = await createTask(server, { project })
    const { id } = await assign(server, task, worker)
    const cancel = server.call(
      api.cancelAssignment,
      { params: { id }, body: { reason: '换人' } },
      project.enterprise,
    )
    const [accepted, cancelled] = await Promise.allSettled([accept(id), cancel])
    expect(cancelled.status === 'fulfilled' || accepted.status === 'fulfilled').toBe(true)
    const { seats } = await readSeats(task)
    const open = await AssignmentModel.countDocuments({ taskId: task.taskId, current: true })
    expect(seats).toBe(open)
  })

  it('rejecting needs a reason', async () => {
    const task = await createTask(server, { project })
    const { id } = await assign(server, task, worker)
    await expect(
      server.call(workerApi.rejectAssignment, { params: { id }, body: { reason: '' } }, worker),
    ).rejects.toMatchObject({ status: 400 })
    const rejected = await server.call(
      workerApi.rejectAssignment,
      { params: { id }, body: { reason: '路太远' } },
      worker,
    )
    expect(rejected).toMatchObject({ state: 'rejected', rejectReason: '路太远' })
  })

  it('completing hands in photos, which may be replaced afterwards', async () => {
    const task = await createTask(server, { project })
    const id = await createAcceptedAssignment(server, task, worker)
    const upload = async () =>
      server.call(
        workerApi.uploadDeliverable,
        { params: { id }, file: { field: 'photo', content: await photo(), name: '现场.jpg' } },
        worker,
      )
    const [first, second] = [await upload(), await upload()]
    await expect(
      server.call(
        workerApi.replaceDeliverables,
        { params: { id }, body: { fileIds: [first.id], note: '' } },
        worker,
      ),
    ).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
    const body = { fileIds: [first.id], note: '已按要求布置' }
    const done = await server.call(workerApi.completeAssignment, { params: { id }, body }, worker)
    expect(done).toMatchObject({ state: 'completed', deliverableNote: '已按要求布置' })
    expect(await rowOf(task, id)).toMatchObject({ state: 'completed', deliverables: [{ id: first.id }] })

    const replaced = await server.call(
      workerApi.replaceDeliverables,
      { params: { id }, body: { fileIds: [second.id], note: '补拍' } },
      worker,
    )
    expect(replaced.deliverables.map((file) => file.id)).toEqual([second.id])
    const foreign = await createAcceptedAssignment(server, await createTask(server, { project }), worker)
    await expect(
      server.call(workerApi.completeAssignment, { params: { id: foreign }, body }, worker),
    ).rejects.toMatchObject({ status: 404 })
  })

  it('what was completed stays completed when the task is completed', async () => {
    const task = await createTask(server, { project })
    const id = await createCompletedAssignment(server, task, worker)
    const params = { id: task.taskId }
    await server.call(api.completeTask, { params, body: { voucherIds: [] } }, project.enterprise)
    await server.drain()
    expect((await read(id)).state).toBe('completed')
    expect((await readTask(server, task)).counts.completed).toBe(1)
  })

  it('segments count every assignment once', async () => {
    const query = { segment: 'completed' } as const
    const { counts, rows } = await server.call(workerApi.listAssignments, { query }, worker)
    expect(rows.every(({ state }) => state === 'completed')).toBe(true)
    const total = counts.assigned + counts.accepted + counts.completed + counts.other
    expect(total).toBe(await AssignmentModel.countDocuments({ personId: worker.personId }))
  })

  it('what nobody accepted by the end of the task expires, what was accepted does not', async () => {
    const task = await createTask(server, { project })
    const people = [await createWorker(server), { name: '孙小美', phone: newPhone() }] as const
    const [assigned, waiting] = [await assign(server, task, people[0]), await assign(server, task, people[1])]
    const accepted = await createAcceptedAssignment(server, task, worker)
    const { to } = await readTask(server, task)
    await server.clock.advance(endOfDay(to).getTime() + 1 - server.services.clock.now().getTime())
    const late = await signInAgain(server, people[0])
    await expect(accept(assigned.id, late)).rejects.toMatchObject({
      code: expect.stringMatching(/TASK_ENDED|CONTRACT_REQUIRED/),
    })
    await server.drain()
    const enterprise = await signInAgain(server, project.enterprise)
    const states = await Promise.all(
      [assigned.id, waiting.id, accepted].map(
        async (id) => (await rowOf({ ...task, enterprise }, id))?.state,
      ),
    )
    expect(states).toEqual(['expired', 'expired', 'accepted'])
    await expect(assign(server, { ...task, enterprise }, await createWorker(server))).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('结束'),
    })
  })
})

async function readSeats({ taskId }: TaskOf): Promise<{ seats: number }> {
  const { TaskModel } = await import('./models.ts')
  return (await TaskModel.findById(taskId).lean<{ seats: number }>()) as { seats: number }
}
