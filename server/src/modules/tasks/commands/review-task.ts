import { taskMachine } from '@linggong/shared/states/task'
import { endOfDay } from '@linggong/shared/time'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { assertTenant } from '../../../tenancy.ts'
import { organisationAdmins } from '../../identity/public.ts'
import { notify } from '../../notifications/public.ts'
import { taskApproved } from '../events.ts'
import { TaskModel, type Task } from '../models.ts'

export const taskEndDue = 'task-end'

async function tellEnterprise(c: CommandContext, task: Task, result: string): Promise<void> {
  for (const accountId of await organisationAdmins(task.enterpriseId, c.session)) {
    await notify(c, {
      to: { accountId },
      event: 'review-result',
      key: `task:${task._id}:${c.now.getTime()}:${accountId}`,
      data: { subject: `任务“${task.title}”`, result },
      page: 'enterprise/tasks',
    })
  }
}

/** The provider lets the task begin; unaccepted assignments expire at the end of its last day. */
export async function approveTask(c: CommandContext, { id }: { id: string }): Promise<void> {
  const task = await TaskModel.findById(id).session(c.session)
  assertTenant(c.actor, task)
  await transition(TaskModel, task, taskMachine, 'approve', c)
  c.due({ kind: taskEndDue, key: id, dueAt: endOfDay(task.to), payload: { taskId: id }, replace: true })
  c.emit(taskApproved({ taskId: id, enterpriseId: task.enterpriseId, providerId: task.providerId }))
  await tellEnterprise(c, task, '已通过，可以指派灵工')
}

export async function rejectTask(
  c: CommandContext,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const task = await TaskModel.findById(id).session(c.session)
  assertTenant(c.actor, task)
  task.set({ rejectReason: reason })
  await transition(TaskModel, task, taskMachine, 'reject', c, { reason })
  await tellEnterprise(c, task, '已驳回，请修改后重新提交')
}

/** The enterprise takes a task back from review to change it. */
export async function withdrawTask(c: CommandContext, { id }: { id: string }): Promise<void> {
  const task = await TaskModel.findById(id).session(c.session)
  assertTenant(c.actor, task)
  await transition(TaskModel, task, taskMachine, 'withdraw', c)
}
