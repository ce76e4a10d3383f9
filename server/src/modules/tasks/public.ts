import type { ClientSession } from 'mongoose'
import { AssignmentModel, TaskModel, type Assignment, type Task } from './models.ts'

export { assignWorker } from './commands/assign-worker.ts'
export { markTasksPaidFrom } from './commands/end-task.ts'
export { publishTask } from './commands/publish-task.ts'
export { approveTask } from './commands/review-task.ts'
export {
  assignmentAccepted,
  assignmentAssigned,
  assignmentCancelled,
  assignmentCompleted,
  taskApproved,
  taskEnded,
} from './events.ts'
export type { Assignment, Task } from './models.ts'

export async function getTask(id: string, session?: ClientSession): Promise<Task | null> {
  return TaskModel.findById(id)
    .session(session ?? null)
    .lean<Task>()
}

/** By the number that payout files name. */
export async function taskByNumber(number: string, session?: ClientSession): Promise<Task | null> {
  return TaskModel.findOne({ number })
    .session(session ?? null)
    .lean<Task>()
}

export async function tasksByNumbers(numbers: readonly string[], session?: ClientSession): Promise<Task[]> {
  return TaskModel.find({ number: { $in: numbers } })
    .session(session ?? null)
    .lean<Task[]>()
}

/** A person's part in a task: the one that counts (open or completed), else the newest of the ended ones. */
export async function assignmentFor(
  { taskId, personId }: { taskId: string; personId: string },
  session?: ClientSession,
): Promise<Assignment | null> {
  return AssignmentModel.findOne({ taskId, personId })
    .sort({ current: -1, _id: -1 })
    .session(session ?? null)
    .lean<Assignment>()
}

/** Persons that an enterprise has assigned tasks to. */
export async function personsAssignedBy(enterpriseId: string): Promise<string[]> {
  return AssignmentModel.distinct('personId', { enterpriseId, personId: { $type: 'string' } }) as Promise<
    string[]
  >
}
