import type { BodyOf, ResponseOf } from '@linggong/shared/api/endpoint'
import * as api from '@linggong/shared/api/tasks'
import * as workerApi from '@linggong/shared/api/worker-tasks'
import { fen } from '@linggong/shared/money'
import { dayOf } from '@linggong/shared/time'
import sharp from 'sharp'
import type { TestServer } from '../harness.ts'
import { createEngagement, type EngagementOf } from './engagements.ts'
import { nextSerial, type IdentifiedWorker } from './identity.ts'

type TaskForm = BodyOf<typeof api.publishTask>
type TaskDetail = ResponseOf<typeof api.publishTask>

/** An active project with a task in it. */
export interface TaskOf extends EngagementOf {
  taskId: string
  number: string
}

/** A filled-in task of 100 to 300 yuan a person that ends in 9 days. */
export function taskForm(server: TestServer, engagementId: string, input: Partial<TaskForm> = {}): TaskForm {
  const now = server.services.clock.now().getTime()
  return {
    engagementId,
    kind: 'standard',
    title: `国庆展台值守第${nextSerial()}期`,
    description: '按排班到展台值守，做好来客登记与指引。',
    category: '会展服务',
    place: '广州市海珠区展馆 3 号厅',
    from: dayOf(now),
    to: dayOf(now + 9 * 86_400_000),
    headCount: 5,
    commissionMin: fen(10_000),
    commissionMax: fen(30_000),
    pictureIds: [],
    ...input,
  }
}

/** A task that the provider has not decided. */
export async function createSubmittedTask(
  server: TestServer,
  input: Partial<TaskForm> & { project?: EngagementOf } = {},
): Promise<TaskOf> {
  const { project = await createEngagement(server), ...form } = input
  const body = taskForm(server, project.engagementId, form)
  const { id, number } = await server.call(api.publishTask, { body }, project.enterprise)
  return { ...project, taskId: id, number }
}

/** A task that is in progress. */
export async function createTask(
  server: TestServer,
  input: Partial<TaskForm> & { project?: EngagementOf } = {},
): Promise<TaskOf> {
  const task = await createSubmittedTask(server, input)
  await server.call(api.approveTask, { params: { id: task.taskId } }, task.provider)
  return task
}

/** The enterprise assigns a person by name and phone. */
export async function assign(
  server: TestServer,
  { taskId, enterprise }: TaskOf,
  { name, phone }: Pick<IdentifiedWorker, 'name' | 'phone'>,
): Promise<ResponseOf<typeof api.assignWorker>> {
  return server.call(api.assignWorker, { params: { id: taskId }, body: { name, phone } }, enterprise)
}

/** A worker with a contract accepts an assignment made now. @returns the assignment's id */
export async function createAcceptedAssignment(
  server: TestServer,
  task: TaskOf,
  worker: IdentifiedWorker,
): Promise<string> {
  const { id } = await assign(server, task, worker)
  await server.call(workerApi.acceptAssignment, { params: { id } }, worker)
  return id
}

/** A worker with a contract has completed an assignment. @returns the assignment's id */
export async function createCompletedAssignment(
  server: TestServer,
  task: TaskOf,
  worker: IdentifiedWorker,
): Promise<string> {
  const id = await createAcceptedAssignment(server, task, worker)
  const body = { fileIds: [], note: '已完成' }
  await server.call(workerApi.completeAssignment, { params: { id }, body }, worker)
  return id
}

/** A photo as a phone takes one. */
export async function photo(): Promise<Buffer> {
  return sharp({ create: { width: 320, height: 240, channels: 3, background: '#4a7c59' } })
    .jpeg()
    .toBuffer()
}

/** The task as its enterprise sees it. */
export async function readTask(server: TestServer, { taskId, enterprise }: TaskOf): Promise<TaskDetail> {
  return server.call(api.getTask, { params: { id: taskId } }, enterprise)
}
