import { taskMachine } from '@linggong/shared/states/task'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { transition } from '../../../states.ts'
import { assertTenant } from '../../../tenancy.ts'
import { taskEnded } from '../events.ts'
import { TaskModel } from '../models.ts'
import { assertFiles, taskPicturePurpose } from '../task-files.ts'

/** Completes the whole task: nothing more is assigned or paid from it. */
export async function completeTask(
  c: CommandContext,
  { id, voucherIds }: { id: string; voucherIds: string[] },
): Promise<void> {
  const task = await TaskModel.findById(id).session(c.session)
  assertTenant(c.actor, task)
  await assertFiles(c, voucherIds, { purpose: taskPicturePurpose, ownerId: task.enterpriseId })
  task.set({ voucherIds })
  await transition(TaskModel, task, taskMachine, 'complete', c)
  c.emit(taskEnded({ taskId: id, enterpriseId: task.enterpriseId, providerId: task.providerId }))
}

/** Cancels a task from which nothing was paid. @throws AppError TASK_HAS_PAYMENTS, STATE_CONFLICT */
export async function cancelTask(
  c: CommandContext,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const task = await TaskModel.findById(id).session(c.session)
  assertTenant(c.actor, task)
  if (task.paidFrom) throw new AppError('TASK_HAS_PAYMENTS')
  await transition(TaskModel, task, taskMachine, 'cancel', c, { reason })
  c.emit(taskEnded({ taskId: id, enterpriseId: task.enterpriseId, providerId: task.providerId }))
}

/**
 * Records in the confirming transaction of a batch that payments come from these tasks, and so keeps them from
 * being cancelled at the same moment. @throws AppError TASK_NOT_OPEN
 */
export async function markTasksPaidFrom(c: CommandContext, taskIds: readonly string[]): Promise<void> {
  const ids = [...new Set(taskIds)]
  const found = await TaskModel.updateMany(
    { _id: { $in: ids }, state: 'in-progress' },
    { $set: { paidFrom: true } },
    { session: c.session },
  )
  if (found.matchedCount !== ids.length)
    throw new AppError('TASK_NOT_OPEN', { state: taskMachine.labels.completed })
}
