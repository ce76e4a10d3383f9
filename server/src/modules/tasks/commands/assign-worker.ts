import { assignmentMachine, taskMachine } from '@linggong/shared/states/task'
import { endOfDay } from '@linggong/shared/time'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { transition } from '../../../states.ts'
import { assertTenant } from '../../../tenancy.ts'
import { requireActive } from '../../engagements/public.ts'
import { AssignmentModel, sealedFields, TaskModel, type Assignment, type Task } from '../models.ts'
import { takeSeat } from '../seats.ts'
import { attachWorker } from './attach-worker.ts'

export const secondLookDue = 'assignment-second-look'
const secondLookMs = 60_000

export interface Assignee {
  name: string
  phone: string
}

/** @throws AppError NOT_FOUND, TASK_NOT_OPEN, ENGAGEMENT_NOT_ACTIVE, BAD_REQUEST (a quick task has no assignments, its last day is over) */
export async function requireAssignable(c: CommandContext, taskId: string): Promise<Task> {
  const task = await TaskModel.findById(taskId).session(c.session).lean<Task>()
  assertTenant(c.actor, task)
  if (task.kind === 'quick')
    throw new AppError('BAD_REQUEST', { reason: '快捷任务不需要指派，灵工注册签约后即可发放佣金' })
  if (task.state !== 'in-progress')
    throw new AppError('TASK_NOT_OPEN', { state: taskMachine.labels[task.state] })
  if (c.now > endOfDay(task.to))
    throw new AppError('BAD_REQUEST', { reason: `任务已于${task.to}结束，不能再指派，请发布新任务` })
  await requireActive(task.engagementId, c.session)
  return task
}

/** What an assignment keeps of a person, as the enterprise named them. */
function contactOf(
  c: CommandContext,
  { name, phone }: Assignee,
): Pick<Assignment, 'name' | 'phone' | 'phoneIndex'> {
  const { vault } = c.services
  return {
    name: vault.encryptField(sealedFields.name, name),
    phone: vault.encryptField(sealedFields.phone, phone),
    phoneIndex: vault.blindIndex('phone', phone),
  }
}

async function assertFree(
  c: CommandContext,
  taskId: string,
  phoneIndex: string,
  except?: string,
): Promise<void> {
  const other = await AssignmentModel.exists({
    taskId,
    phoneIndex,
    current: true,
    ...(except ? { _id: { $ne: except } } : {}),
  }).session(c.session)
  if (other) throw new AppError('ASSIGNMENT_EXISTS')
}

/**
 * Assigns a task to a person by phone and name, registered or not.
 * @throws AppError ASSIGNMENT_EXISTS, HEAD_COUNT_FULL
 */
export async function assignWorker(
  c: CommandContext,
  { task, ...person }: Assignee & { task: Task },
): Promise<Assignment> {
  const contact = contactOf(c, person)
  await assertFree(c, task._id, contact.phoneIndex)
  await takeSeat(c, task)
  const { _id: taskId, enterpriseId, providerId } = task
  const assignment = new AssignmentModel({ taskId, enterpriseId, providerId, ...contact })
  await assignment.save({ session: c.session })
  c.audit({
    action: 'assignment.assign',
    subject: { type: 'assignment', id: assignment._id },
    after: { taskId },
  })
  await attachWorker(c, assignment)
  if (assignment.state === 'waiting') {
    // Whoever finishes registering at this very moment may not have been seen: looked for once more.
    const dueAt = new Date(c.now.getTime() + secondLookMs)
    c.due({ kind: secondLookDue, key: assignment._id, dueAt, payload: { assignmentId: assignment._id } })
  }
  return assignment.toObject()
}

/** Gives a mismatch another name or phone and tries to join it again. @throws AppError STATE_CONFLICT, ASSIGNMENT_EXISTS */
export async function correctAssignment(
  c: CommandContext,
  { id, ...person }: Assignee & { id: string },
): Promise<void> {
  const assignment = await AssignmentModel.findById(id).session(c.session)
  assertTenant(c.actor, assignment)
  const contact = contactOf(c, person)
  await assertFree(c, assignment.taskId, contact.phoneIndex, id)
  assignment.set(contact)
  await transition(AssignmentModel, assignment, assignmentMachine, 'correct', c)
  await attachWorker(c, assignment)
}
