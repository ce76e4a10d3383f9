import type { segments } from '@linggong/shared/api/worker-tasks'
import { AppError } from '../../../errors.ts'
import { AssignmentModel, TaskModel, type Assignment, type Task } from '../models.ts'

type Segment = (typeof segments)[number]

export const statesOfSegment: Record<Segment, readonly Assignment['state'][]> = {
  assigned: ['assigned'],
  accepted: ['accepted'],
  completed: ['completed'],
  other: ['rejected', 'cancelled', 'expired'],
}

/** The tasks of assignments, by id. */
export async function tasksOf(assignments: readonly { taskId: string }[]): Promise<Map<string, Task>> {
  const tasks = await TaskModel.find({ _id: { $in: assignments.map(({ taskId }) => taskId) } }).lean<Task[]>()
  return new Map(tasks.map((task) => [task._id, task]))
}

export async function assignmentsOf(personId: string, segment: Segment): Promise<Assignment[]> {
  return AssignmentModel.find({ personId, state: { $in: statesOfSegment[segment] } })
    .sort({ updatedAt: -1, _id: -1 })
    .limit(200)
    .lean<Assignment[]>()
}

export async function countSegments(personId: string): Promise<Record<Segment, number>> {
  const groups = await AssignmentModel.aggregate<{ _id: Assignment['state']; count: number }>([
    { $match: { personId } },
    { $group: { _id: '$state', count: { $sum: 1 } } },
  ])
  const counts = Object.fromEntries(Object.keys(statesOfSegment).map((segment) => [segment, 0])) as Record<
    Segment,
    number
  >
  for (const segment of Object.keys(statesOfSegment) as Segment[]) {
    for (const { _id, count } of groups) if (statesOfSegment[segment].includes(_id)) counts[segment] += count
  }
  return counts
}

/** A worker's own assignment with its task. @throws AppError NOT_FOUND */
export async function ownAssignment(
  personId: string | undefined,
  id: string,
): Promise<{ assignment: Assignment; task: Task }> {
  const assignment = personId ? await AssignmentModel.findOne({ _id: id, personId }).lean<Assignment>() : null
  const task = assignment && (await TaskModel.findById(assignment.taskId).lean<Task>())
  if (!assignment || !task) throw new AppError('NOT_FOUND')
  return { assignment, task }
}
