import { assignmentMachine } from '@linggong/shared/states/task'
import type { HydratedDocument } from 'mongoose'
import type { CommandContext } from '../../../command.ts'
import { transition } from '../../../states.ts'
import { findWorkerByPhone } from '../../identity/public.ts'
import { notify } from '../../notifications/public.ts'
import { registrationOf } from '../../workers/public.ts'
import { assignmentAssigned } from '../events.ts'
import { AssignmentModel, sealedFields, TaskModel, type Assignment, type Task } from '../models.ts'

/**
 * Joins a waiting assignment with the worker registered on its phone: by the same name it is assigned and the worker
 * is told; under another name it is a mismatch that the enterprise corrects. Nobody registered: it goes on waiting.
 */
export async function attachWorker(
  c: CommandContext,
  assignment: HydratedDocument<Assignment>,
): Promise<void> {
  const { vault } = c.services
  const worker = await findWorkerByPhone(vault.decryptField(sealedFields.phone, assignment.phone), c.session)
  if (!worker?.personId || (await registrationOf(worker.personId, c.session))?.state !== 'done') return
  if (worker.name !== vault.decryptField(sealedFields.name, assignment.name)) {
    await transition(AssignmentModel, assignment, assignmentMachine, 'name-differs', c)
    return
  }
  assignment.set({ personId: worker.personId })
  await transition(AssignmentModel, assignment, assignmentMachine, 'attach', c)
  const task = await TaskModel.findById(assignment.taskId).session(c.session).lean<Task>()
  if (!task) throw new Error('an assignment has a task')
  const { enterpriseId, providerId, title, enterpriseName } = task
  c.emit(
    assignmentAssigned({
      assignmentId: assignment._id,
      taskId: task._id,
      personId: worker.personId,
      enterpriseId,
      providerId,
    }),
  )
  await notify(c, {
    to: { personId: worker.personId },
    event: 'task-assigned',
    key: assignment._id,
    data: { enterprise: enterpriseName, title },
    page: `pages/task/index?id=${assignment._id}`,
  })
}

/** Joins everything that waited for a phone with the worker who has just registered on it. */
export async function attachWaiting(c: CommandContext, { phone }: { phone: string }): Promise<void> {
  const waiting = await AssignmentModel.find({
    phoneIndex: c.services.vault.blindIndex('phone', phone),
    state: 'waiting',
  }).session(c.session)
  for (const assignment of waiting) await attachWorker(c, assignment)
}

/** Looks once more whether somebody is registered on the phone of a waiting assignment. */
export async function attachAgain(c: CommandContext, { id }: { id: string }): Promise<void> {
  const assignment = await AssignmentModel.findById(id).session(c.session)
  if (assignment?.state === 'waiting') await attachWorker(c, assignment)
}
