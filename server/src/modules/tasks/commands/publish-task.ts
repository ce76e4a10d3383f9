import type { BodyOf } from '@linggong/shared/api/endpoint'
import type { publishTask as endpoint } from '@linggong/shared/api/tasks'
import { taskMachine } from '@linggong/shared/states/task'
import { dayOf } from '@linggong/shared/time'
import { asMember } from '../../../actor.ts'
import type { CommandContext } from '../../../command.ts'
import { AppError } from '../../../errors.ts'
import { transition } from '../../../states.ts'
import { assertTenant } from '../../../tenancy.ts'
import { requireActive } from '../../engagements/public.ts'
import { TaskModel, type Task } from '../models.ts'
import { assertFiles, taskPicturePurpose } from '../task-files.ts'

export type TaskForm = BodyOf<typeof endpoint>

/** The engagement's parties and the form's content. @throws AppError ENGAGEMENT_NOT_ACTIVE, NOT_FOUND, BAD_REQUEST */
async function contentOf(c: CommandContext, { pictureIds, ...form }: TaskForm) {
  const engagement = await requireActive(form.engagementId, c.session)
  assertTenant(c.actor, engagement)
  if (form.to < dayOf(c.now)) throw new AppError('BAD_REQUEST', { reason: '结束日期不能早于今天' }, 'body.to')
  const { enterpriseId, enterpriseName, providerId, providerName } = engagement
  await assertFiles(c, pictureIds, { purpose: taskPicturePurpose, ownerId: enterpriseId })
  return { ...form, pictureIds, enterpriseId, enterpriseName, providerId, providerName }
}

/** Publishes a task in an active project: it goes to the provider for review. `number` was taken beforehand. */
export async function publishTask(
  c: CommandContext,
  { number, form }: { number: string; form: TaskForm },
): Promise<Task> {
  const task = new TaskModel({ number, ...(await contentOf(c, form)) })
  await task.save({ session: c.session })
  await transition(TaskModel, task, taskMachine, 'submit', c)
  return task.toObject()
}

/** Changes a withdrawn or rejected task and submits it again. @throws AppError STATE_CONFLICT */
export async function resubmitTask(
  c: CommandContext,
  { id, form }: { id: string; form: TaskForm },
): Promise<void> {
  const task = await TaskModel.findById(id).session(c.session)
  assertTenant(c.actor, task)
  const content = await contentOf(c, form)
  if (content.enterpriseId !== asMember(c.actor).membership.organisationId) throw new AppError('NOT_FOUND')
  task.set({ ...content, rejectReason: null })
  await transition(TaskModel, task, taskMachine, 'submit', c)
}
