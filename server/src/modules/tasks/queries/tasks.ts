import type { StateOf } from '@linggong/shared/states/machine'
import { statesOf } from '@linggong/shared/states/machine'
import { assignmentMachine, type taskMachine } from '@linggong/shared/states/task'
import type { Actor } from '../../../actor.ts'
import { asMember } from '../../../actor.ts'
import { literalPattern } from '../../../database/literal-pattern.ts'
import { tenant } from '../../../tenancy.ts'
import { AssignmentModel, TaskModel, type Assignment, type Task } from '../models.ts'

export type AssignmentCounts = Record<Assignment['state'], number>

/** Assignments by state of several tasks; states without any count 0. */
export async function countAssignments(taskIds: readonly string[]): Promise<Map<string, AssignmentCounts>> {
  const groups = await AssignmentModel.aggregate<{
    _id: { taskId: string; state: Assignment['state'] }
    count: number
  }>([
    { $match: { taskId: { $in: [...taskIds] } } },
    { $group: { _id: { taskId: '$taskId', state: '$state' }, count: { $sum: 1 } } },
  ])
  const zero = Object.fromEntries(statesOf(assignmentMachine).map((state) => [state, 0])) as AssignmentCounts
  const counts = new Map(taskIds.map((id) => [id, { ...zero }]))
  for (const { _id, count } of groups) {
    const row = counts.get(_id.taskId)
    if (row) row[_id.state] = count
  }
  return counts
}

/** One side's tasks, newest first; a provider does not see what was not submitted to it. `keyword`: title or number. */
export async function listTasksOf(
  actor: Actor,
  query: { state?: StateOf<typeof taskMachine>; keyword?: string; page: number; pageSize: number },
): Promise<{ tasks: Task[]; total: number }> {
  const pattern = query.keyword ? literalPattern(query.keyword) : null
  const visible = asMember(actor).membership.kind === 'provider' ? { state: { $ne: 'draft' as const } } : {}
  const filter = {
    ...tenant(actor),
    ...(query.state ? { $and: [visible, { state: query.state }] } : visible),
    ...(pattern ? { $or: [{ title: pattern }, { number: pattern }] } : {}),
  }
  const [tasks, total] = await Promise.all([
    TaskModel.find(filter)
      .sort({ createdAt: -1, _id: -1 })
      .skip((query.page - 1) * query.pageSize)
      .limit(query.pageSize)
      .lean<Task[]>(),
    TaskModel.countDocuments(filter),
  ])
  return { tasks, total }
}
