import { AppError } from '../../../errors.ts'
import { SceneModel, TaskModel, type Scene, type Task } from '../models.ts'

/** The task behind a scene; `open` is false once the code was revoked or the task ended. @throws AppError NOT_FOUND */
export async function taskOfScene(scene: string): Promise<{ task: Task; open: boolean }> {
  const found = await SceneModel.findById(scene).lean<Scene>()
  const task = found && (await TaskModel.findById(found.taskId).lean<Task>())
  if (!found || !task) throw new AppError('NOT_FOUND')
  return { task, open: !found.revoked && task.state === 'in-progress' }
}
