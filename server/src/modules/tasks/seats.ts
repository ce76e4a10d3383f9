import type { CommandContext } from '../../command.ts'
import { AppError } from '../../errors.ts'
import { TaskModel } from './models.ts'

/** Takes a place in the task; two takers of the last one collide in the database. @throws AppError HEAD_COUNT_FULL */
export async function takeSeat(c: CommandContext, task: { _id: string; headCount: number }): Promise<void> {
  const taken = await TaskModel.updateOne(
    { _id: task._id, $expr: { $lt: ['$seats', '$headCount'] } },
    { $inc: { seats: 1 } },
    { session: c.session, timestamps: false },
  )
  if (taken.modifiedCount !== 1) throw new AppError('HEAD_COUNT_FULL', { count: task.headCount })
}

export async function freeSeat(c: CommandContext, taskId: string): Promise<void> {
  await TaskModel.updateOne(
    { _id: taskId },
    { $inc: { seats: -1 } },
    { session: c.session, timestamps: false },
  )
}
