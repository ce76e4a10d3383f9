import { getScene } from '@linggong/shared/api/public'
import * as api from '@linggong/shared/api/tasks'
import { resolveScene } from '@linggong/shared/api/worker-tasks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngagement, type EngagementOf } from '../../../test/factories/engagements.ts'
import { assign, createSubmittedTask, createTask, type TaskOf } from '../../../test/factories/tasks.ts'
import { createWorker, type RegisteredWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'

let server: TestServer
let project: EngagementOf
let task: TaskOf
let worker: RegisteredWorker

beforeAll(async () => {
  server = await startTestServer()
  project = await createEngagement(server)
  task = await createTask(server, { project })
  worker = await createWorker(server)
})
afterAll(() => server.stop())

const share = (of: TaskOf = task) =>
  server.call(api.shareTask, { params: { id: of.taskId } }, project.enterprise)

describe('sharing a task', () => {
  it("gives a link, the Official Account's code and the mini-program's code for 30 days", async () => {
    const shared = await share()
    expect(shared.scene).toMatch(/^[\w-]{22}$/)
    expect(shared.link).toBe(`${server.url}/w/#/pages/entry/index?scene=${shared.scene}`)
    expect(shared.oaQr).toMatch(/^data:image\/png;base64,/)
    expect(shared.miniProgramCode).toMatch(/^data:image\/(png|jpeg);base64,/)
    const days = (new Date(shared.expiresAt).getTime() - server.services.clock.now().getTime()) / 86_400_000
    expect(days).toBeGreaterThan(29.9)
    expect(days).toBeLessThan(30.1)
  })

  it('sharing again keeps the scene and renews the days', async () => {
    const first = await share()
    await server.clock.advance(3_600_000)
    const again = await share()
    expect(again.scene).toBe(first.scene)
    expect(new Date(again.expiresAt).getTime()).toBeGreaterThan(new Date(first.expiresAt).getTime())
  })

  it('shows whoever scans it what it is, and nothing personal', async () => {
    await assign(server, task, worker)
    const { scene } = await share()
    const shown = await server.call(getScene, { params: { scene } })
    expect(shown).toMatchObject({
      kind: 'task',
      state: 'open',
      enterpriseName: project.enterprise.name,
      providerName: project.provider.name,
    })
    expect(JSON.stringify(shown)).not.toContain(worker.name)
    await expect(server.call(getScene, { params: { scene: 'unknown-scene' } })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('leads the assigned worker to the assignment and anybody else to nothing', async () => {
    const { scene } = await share()
    const params = { scene }
    await expect(server.call(resolveScene, { params })).rejects.toMatchObject({ status: 401 })
    const mine = await server.call(resolveScene, { params }, worker)
    expect(mine.assignmentId).not.toBeNull()
    const other = await server.call(resolveScene, { params }, await createWorker(server))
    expect(other).toMatchObject({ assignmentId: null, taskKind: 'standard' })
  })

  it('a revoked code is closed, and the next sharing makes another', async () => {
    const { scene } = await share()
    await server.call(api.revokeTaskShare, { params: { id: task.taskId } }, project.enterprise)
    expect((await server.call(getScene, { params: { scene } })).state).toBe('closed')
    const next = await share()
    expect(next.scene).not.toBe(scene)
    expect((await server.call(getScene, { params: { scene: next.scene } })).state).toBe('open')
  })

  it('is for tasks in progress, and ends with the task', async () => {
    const reviewing = await createSubmittedTask(server, { project })
    await expect(share(reviewing)).rejects.toMatchObject({ status: 409, code: 'TASK_NOT_OPEN' })
    const { scene } = await share()
    const params = { id: task.taskId }
    await server.call(api.completeTask, { params, body: { voucherIds: [] } }, project.enterprise)
    expect((await server.call(getScene, { params: { scene } })).state).toBe('closed')
  })

  it('sharing twice at once makes one scene', async () => {
    const fresh = await createTask(server, { project })
    const scenes = (await Promise.all([share(fresh), share(fresh)])).map(({ scene }) => scene)
    expect(new Set(scenes).size).toBe(1)
  })
})
