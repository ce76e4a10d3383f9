import { assignmentMachine } from '@linggong/shared/states/task'
import { endOfDay } from '@linggong/shared/time'
import type { HydratedDocument } from 'mongoose'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { stateConflict, transition } from '../../../states.ts'
import { pendingEnvelope, validContract } from '../../contracts/public.ts'
import { requireActive } from '../../engagements/public.ts'
import { requireRegistered } from '../../workers/public.ts'
import { assignmentAccepted, assignmentCompleted } from '../events.ts'
import { AssignmentModel, TaskModel, type Assignment, type Task } from '../models.ts'
import { freeSeat } from '../seats.ts'
import { assertFiles, deliverablePurpose } from '../task-files.ts'

interface Mine {
  assignment: HydratedDocument<Assignment>
  task: Task
  personId: string
}

/** The worker's own assignment with its task. @throws AppError NOT_FOUND, REGISTRATION_INCOMPLETE */
async function mine(c: CommandContext, id: string): Promise<Mine> {
  const personId = await requireRegistered(c.actor, '处理任务', c.session)
  const assignment = await AssignmentModel.findOne({ _id: id, personId }).session(c.session)
  const task = assignment && (await TaskModel.findById(assignment.taskId).session(c.session).lean<Task>())
  if (!assignment || !task) throw new AppError('NOT_FOUND')
  return { assignment, task, personId }
}

function factsOf({ assignment, task, personId }: Mine) {
  return {
    assignmentId: assignment._id,
    taskId: task._id,
    personId,
    enterpriseId: task.enterpriseId,
    providerId: task.providerId,
  }
}

/**
 * Accepts a task: it must still run, and a contract with the provider must be in force.
 * @throws AppError TASK_ENDED, CONTRACT_REQUIRED (details.envelopeId when one waits for signing), STATE_CONFLICT
 */
export async function acceptAssignment(c: CommandContext, { id }: { id: string }): Promise<void> {
  const own = await mine(c, id)
  const { assignment, task, personId } = own
  if (assignment.state !== 'assigned') throw stateConflict(assignmentMachine, assignment.state, 'accept')
  if (task.state !== 'in-progress' || c.now > endOfDay(task.to)) throw new AppError('TASK_ENDED')
  await requireActive(task.engagementId, c.session)
  const parties = { personId, providerId: task.providerId }
  if (!(await validContract({ ...parties, at: c.now }, c.session))) {
    const pending = await pendingEnvelope(parties, c.session)
    throw new AppError('CONTRACT_REQUIRED', {
      envelopeId: pending?.envelopeId ?? null,
      providerId: task.providerId,
    })
  }
  await transition(AssignmentModel, assignment, assignmentMachine, 'accept', c)
  c.emit(assignmentAccepted(factsOf(own)))
}

/** Rejects a task: the place is free and the enterprise must assign anew. */
export async function rejectAssignment(
  c: CommandContext,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const { assignment } = await mine(c, id)
  assignment.set({ current: false, reason })
  await transition(AssignmentModel, assignment, assignmentMachine, 'reject', c, { reason })
  await freeSeat(c, assignment.taskId)
}

interface Deliverables {
  id: string
  fileIds: string[]
  note: string
}

/** Hands in the worker's part. @throws AppError TASK_ENDED when the whole task has been completed or cancelled */
export async function completeAssignment(
  c: CommandContext,
  { id, fileIds, note }: Deliverables,
): Promise<void> {
  const own = await mine(c, id)
  const { assignment, task } = own
  if (assignment.state === 'accepted' && task.state !== 'in-progress') throw new AppError('TASK_ENDED')
  await assertFiles(c, fileIds, { purpose: deliverablePurpose, ownerId: id })
  assignment.set({ deliverableIds: fileIds, deliverableNote: note })
  await transition(AssignmentModel, assignment, assignmentMachine, 'complete', c)
  c.emit(assignmentCompleted(factsOf(own)))
}

/** Replaces what was handed in; the state stays. @throws AppError STATE_CONFLICT before completion */
export async function replaceDeliverables(
  c: CommandContext,
  { id, fileIds, note }: Deliverables,
): Promise<void> {
  const { assignment } = await mine(c, id)
  if (assignment.state !== 'completed')
    throw new AppError('STATE_CONFLICT', {
      state: assignmentMachine.labels[assignment.state],
      action: '更换照片',
    })
  await assertFiles(c, fileIds, { purpose: deliverablePurpose, ownerId: id })
  const before = assignment.deliverableIds.length
  assignment.set({ deliverableIds: fileIds, deliverableNote: note })
  await assignment.save({ session: c.session })
  c.audit({
    action: 'assignment.replace-deliverables',
    subject: { type: 'assignment', id },
    before: { files: before },
    after: { files: fileIds.length },
  })
}
