import { assignmentMachine } from '@linggong/shared/states/task'
import type { HydratedDocument } from 'mongoose'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { assertTenant } from '../../../tenancy.ts'
import { notify } from '../../notifications/public.ts'
import { assignmentCancelled } from '../events.ts'
import { AssignmentModel, TaskModel, type Assignment, type Task } from '../models.ts'
import { freeSeat } from '../seats.ts'

async function cancel(
  c: CommandContext,
  assignment: HydratedDocument<Assignment>,
  reason: string,
): Promise<void> {
  assignment.set({ current: false, reason })
  await transition(AssignmentModel, assignment, assignmentMachine, 'cancel', c, { reason })
  await freeSeat(c, assignment.taskId)
  const { _id: assignmentId, taskId, personId, enterpriseId, providerId } = assignment
  c.emit(assignmentCancelled({ assignmentId, taskId, personId, enterpriseId, providerId }))
  if (!personId) return
  const task = await TaskModel.findById(taskId).session(c.session).lean<Task>()
  await notify(c, {
    to: { personId },
    event: 'task-cancelled',
    key: assignmentId,
    data: { title: task?.title ?? '' },
    page: `pages/task/index?id=${assignmentId}`,
  })
}

/** The enterprise takes an open assignment back. @throws AppError STATE_CONFLICT, NOT_FOUND */
export async function cancelAssignment(
  c: CommandContext,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const assignment = await AssignmentModel.findById(id).session(c.session)
  assertTenant(c.actor, assignment)
  await cancel(c, assignment, reason)
}

/** Cancels an assignment whose task ended or whose project was lost; one that is no longer open stays as it is. */
export async function cancelWithTask(
  c: CommandContext,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const assignment = await AssignmentModel.findById(id).session(c.session)
  if (assignment && assignmentMachine.transitions.cancel.from.includes(assignment.state))
    await cancel(c, assignment, reason)
}

/** Ends an assignment that nobody accepted by the end of the task. */
export async function expireAssignment(c: CommandContext, { id }: { id: string }): Promise<void> {
  const assignment = await AssignmentModel.findById(id).session(c.session)
  if (!assignment || !assignmentMachine.transitions.expire.from.includes(assignment.state)) return
  assignment.set({ current: false })
  await transition(AssignmentModel, assignment, assignmentMachine, 'expire', c)
  await freeSeat(c, assignment.taskId)
}
