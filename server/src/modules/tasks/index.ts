import { systemActor } from '../../actor.ts'
import { runCommand } from '../../command.ts'
import type { Module } from '../../module.ts'
import type { Services } from '../../services.ts'
import { prepareSilentContract } from '../contracts/public.ts'
import { engagementEnded } from '../engagements/public.ts'
import { getPerson, registerSceneHandler } from '../identity/public.ts'
import { workerRegistered } from '../workers/public.ts'
import { secondLookDue } from './commands/assign-worker.ts'
import { attachAgain, attachWaiting } from './commands/attach-worker.ts'
import { cancelWithTask, expireAssignment } from './commands/cancel-assignment.ts'
import { taskEndDue } from './commands/review-task.ts'
import { consoleRoutes } from './console-routes.ts'
import { assignmentAssigned, taskEnded } from './events.ts'
import { AssignmentModel, TaskModel, type Assignment, type Task } from './models.ts'
import { taskOfScene } from './queries/scenes.ts'
import { workerRoutes } from './worker-routes.ts'

const actor = systemActor('tasks')

/** Cancels the open assignments of a task, one command each: a repetition finds the rest. */
async function cancelOpen(services: Services, taskId: string, reason: string): Promise<void> {
  const open = await AssignmentModel.find({
    taskId,
    state: { $in: ['waiting', 'mismatch', 'assigned', 'accepted'] },
  }).lean<Assignment[]>()
  for (const { _id } of open) await runCommand(services, actor, (c) => cancelWithTask(c, { id: _id, reason }))
}

export const tasksModule: Module = {
  name: 'tasks',
  routes: [...consoleRoutes, ...workerRoutes],
  register(services) {
    const { jobs } = services
    jobs.onEvent(workerRegistered, 'tasks.attach-waiting', async (running, { payload }) => {
      const { phone } = await getPerson(payload.personId)
      if (phone) await runCommand(running, actor, (c) => attachWaiting(c, { phone }))
    })
    jobs.onEvent(taskEnded, 'tasks.cancel-open', async (running, { payload }) =>
      cancelOpen(running, payload.taskId, '任务已结束'),
    )
    jobs.onEvent(engagementEnded, 'tasks.lose-project', async (running, { payload }) => {
      const tasks = await TaskModel.find({ engagementId: payload.engagementId, state: 'in-progress' }).lean<
        Task[]
      >()
      for (const { _id } of tasks) await cancelOpen(running, _id, '企业与服务商的合作已结束')
    })
    jobs.onDue<{ taskId: string }>(taskEndDue, async (running, { taskId }) => {
      const late = await AssignmentModel.find({
        taskId,
        state: { $in: ['waiting', 'mismatch', 'assigned'] },
      }).lean<Assignment[]>()
      for (const { _id } of late) await runCommand(running, actor, (c) => expireAssignment(c, { id: _id }))
    })
    jobs.onDue<{ assignmentId: string }>(secondLookDue, async (running, { assignmentId }) => {
      await runCommand(running, actor, (c) => attachAgain(c, { id: assignmentId }))
    })
    jobs.onEvent(assignmentAssigned, 'tasks.silent-contract', async (running, { payload }) => {
      const { personId, providerId } = payload
      if (personId)
        await runCommand(running, actor, (c) => prepareSilentContract(c, { personId, providerId }))
    })
    registerSceneHandler(services, async (scene) => {
      const found = await taskOfScene(scene).catch(() => null)
      return found?.open
        ? { kind: 'task' as const, title: found.task.title, enterpriseName: found.task.enterpriseName }
        : null
    })
  },
}
