import * as api from '@linggong/shared/api/tasks'
import * as workerApi from '@linggong/shared/api/worker-tasks'
import {
  nextState,
  statesOf,
  type EventOf,
  type Machine,
  type StateOf,
} from '@linggong/shared/states/machine'
import { assignmentMachine, taskMachine } from '@linggong/shared/states/task'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createContract } from '../../../test/factories/contracts.ts'
import { createEngagement } from '../../../test/factories/engagements.ts'
import { assign, createTask, taskForm, type TaskOf } from '../../../test/factories/tasks.ts'
import { createWorker, type RegisteredWorker } from '../../../test/factories/workers.ts'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import { attachWaiting } from './commands/attach-worker.ts'
import { expireAssignment } from './commands/cancel-assignment.ts'
import { AssignmentModel, TaskModel, type Assignment, type Task } from './models.ts'

type TaskState = StateOf<typeof taskMachine>
type AssignmentState = StateOf<typeof assignmentMachine>

let server: TestServer
let task: TaskOf
let worker: RegisteredWorker
let assignmentId: string

beforeAll(async () => {
  server = await startTestServer()
  const project = await createEngagement(server)
  task = await createTask(server, { project })
  worker = await createWorker(server)
  await createContract(server, worker, project.provider)
  assignmentId = (await assign(server, task, worker)).id
})
afterAll(() => server.stop())

function casesOf<State extends string, Event extends string>(machine: Machine<State, Event>) {
  return (Object.keys(machine.transitions) as Event[]).flatMap((event) =>
    statesOf(machine).map((from) => ({ event, from, to: nextState(machine, from, event) })),
  )
}

const reason = { reason: '临时有变' }

const taskCommands: Record<EventOf<typeof taskMachine>, (id: string) => Promise<unknown>> = {
  submit: (id) =>
    server.call(
      api.resubmitTask,
      { params: { id }, body: taskForm(server, task.engagementId) },
      task.enterprise,
    ),
  withdraw: (id) => server.call(api.withdrawTask, { params: { id } }, task.enterprise),
  approve: (id) => server.call(api.approveTask, { params: { id } }, task.provider),
  reject: (id) => server.call(api.rejectTask, { params: { id }, body: reason }, task.provider),
  complete: (id) =>
    server.call(api.completeTask, { params: { id }, body: { voucherIds: [] } }, task.enterprise),
  cancel: (id) => server.call(api.cancelTask, { params: { id }, body: reason }, task.enterprise),
}

async function taskIn(state: TaskState): Promise<void> {
  await TaskModel.collection.updateOne({ _id: task.taskId as never }, { $set: { state } })
}

async function taskState(): Promise<TaskState> {
  return ((await TaskModel.findById(task.taskId).lean<Task>()) as Task).state
}

const taskCases = casesOf(taskMachine)

describe('states of a task', () => {
  it.each(taskCases.filter(({ to }) => to !== null))(
    '$event leads from $from to $to',
    async ({ event, from, to }) => {
      await taskIn(from)
      await taskCommands[event](task.taskId)
      expect(await taskState()).toBe(to)
    },
  )

  it.each(taskCases.filter(({ to }) => to === null))(
    '$event is refused in $from',
    async ({ event, from }) => {
      await taskIn(from)
      await expect(taskCommands[event](task.taskId)).rejects.toMatchObject({
        status: 409,
        code: 'STATE_CONFLICT',
      })
      expect(await taskState()).toBe(from)
    },
  )
})

const deliverables = { fileIds: [], note: '' }

/** Events of people are refused in words; those of jobs change nothing where they do not apply. */
const assignmentCommands: Record<
  EventOf<typeof assignmentMachine>,
  { by: 'person' | 'job'; run: () => Promise<unknown> }
> = {
  attach: {
    by: 'job',
    run: () => runCommand(server.services, systemActor('test'), (c) => attachWaiting(c, worker)),
  },
  'name-differs': {
    by: 'job',
    async run() {
      const name = server.services.vault.encryptField('assignments.name', '另有其人')
      await AssignmentModel.updateOne({ _id: assignmentId }, { $set: { name } })
      await runCommand(server.services, systemActor('test'), (c) => attachWaiting(c, worker))
    },
  },
  correct: {
    by: 'person',
    run: () =>
      server.call(
        api.correctAssignment,
        { params: { id: assignmentId }, body: { name: '尚未注册', phone: '13712345678' } },
        task.enterprise,
      ),
  },
  accept: {
    by: 'person',
    run: () => server.call(workerApi.acceptAssignment, { params: { id: assignmentId } }, worker),
  },
  reject: {
    by: 'person',
    run: () =>
      server.call(workerApi.rejectAssignment, { params: { id: assignmentId }, body: reason }, worker),
  },
  complete: {
    by: 'person',
    run: () =>
      server.call(workerApi.completeAssignment, { params: { id: assignmentId }, body: deliverables }, worker),
  },
  cancel: {
    by: 'person',
    run: () =>
      server.call(api.cancelAssignment, { params: { id: assignmentId }, body: reason }, task.enterprise),
  },
  expire: {
    by: 'job',
    run: () =>
      runCommand(server.services, systemActor('test'), (c) => expireAssignment(c, { id: assignmentId })),
  },
}

/** Waiting and mismatched assignments have no worker yet: nobody finds them to answer. */
const withoutWorker: readonly AssignmentState[] = ['waiting', 'mismatch']

async function assignmentIn(state: AssignmentState): Promise<void> {
  const { vault } = server.services
  await taskIn('in-progress')
  await AssignmentModel.collection.updateOne(
    { _id: assignmentId as never },
    {
      $set: {
        state,
        current: !['rejected', 'cancelled', 'expired'].includes(state),
        personId: withoutWorker.includes(state) ? null : worker.personId,
        name: vault.encryptField('assignments.name', worker.name),
        phone: vault.encryptField('assignments.phone', worker.phone),
        phoneIndex: vault.blindIndex('phone', worker.phone),
      },
    },
  )
}

async function assignmentState(): Promise<AssignmentState> {
  return ((await AssignmentModel.findById(assignmentId).lean<Assignment>()) as Assignment).state
}

const assignmentCases = casesOf(assignmentMachine)

describe('states of an assignment', () => {
  it.each(assignmentCases.filter(({ to }) => to !== null))(
    '$event leads from $from to $to',
    async ({ event, from, to }) => {
      await assignmentIn(from)
      await assignmentCommands[event].run()
      expect(await assignmentState()).toBe(to)
    },
  )

  it.each(assignmentCases.filter(({ to }) => to === null))(
    '$event changes nothing in $from',
    async ({ event, from }) => {
      await assignmentIn(from)
      const { by, run } = assignmentCommands[event]
      if (by === 'job') await run()
      else {
        const code =
          withoutWorker.includes(from) && ['accept', 'reject', 'complete'].includes(event)
            ? 'NOT_FOUND'
            : 'STATE_CONFLICT'
        await expect(run()).rejects.toMatchObject({ code })
      }
      expect(await assignmentState()).toBe(from)
    },
  )
})
