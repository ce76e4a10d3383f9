import * as api from '@linggong/shared/api/tasks'
import type { Actor } from '../../actor.ts'
import { asMember } from '../../actor.ts'
import { runCommand, type CommandContext } from '../../command.ts'
import { takeDayNumber } from '../../database/number-series.ts'
import { AppError, isDuplicateKey } from '../../errors.ts'
import { downloadRoute, route, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { assertTenant } from '../../tenancy.ts'
import { cleanImage, storeFile } from '../files/public.ts'
import { assignWorker, correctAssignment, requireAssignable } from './commands/assign-worker.ts'
import { cancelAssignment } from './commands/cancel-assignment.ts'
import { cancelTask, completeTask } from './commands/end-task.ts'
import { importAssignments } from './commands/import-assignments.ts'
import { publishTask, resubmitTask } from './commands/publish-task.ts'
import { approveTask, rejectTask, withdrawTask } from './commands/review-task.ts'
import { revokeShare, shareTask } from './commands/share-task.ts'
import { AssignmentModel, TaskModel, type Assignment, type Task } from './models.ts'
import { presentAssignmentRow, presentTaskDetail, presentTasks } from './presenter.ts'
import { listTasksOf } from './queries/tasks.ts'
import { readAssignmentSheet, writeAssignmentTemplate } from './sheet/assignment-sheet.ts'
import { fileLinks, taskPicturePurpose } from './task-files.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface OneTask {
  services: Services
  actor: Actor
  params: { id: string }
}

/** The task as its side sees it now; a provider does not see drafts. */
async function findTask(actor: Actor, id: string): Promise<Task> {
  const task = await TaskModel.findById(id).lean<Task>()
  assertTenant(actor, task)
  if (task.state === 'draft' && asMember(actor).membership.kind === 'provider')
    throw new AppError('NOT_FOUND')
  return task
}

/** Runs a command on one task and answers the task. */
async function changeTask(
  { services, actor, params }: OneTask,
  command: (c: CommandContext, id: string) => Promise<void>,
) {
  await runCommand(services, actor, (c) => command(c, params.id))
  const task = await TaskModel.findById(params.id).lean<Task>()
  assertTenant(actor, task)
  return presentTaskDetail(task, services)
}

async function changeAssignment(
  { services, actor, params }: OneTask,
  command: (c: CommandContext, id: string) => Promise<void>,
) {
  await runCommand(services, actor, (c) => command(c, params.id)).catch(asAssignmentExists)
  const assignment = await AssignmentModel.findById(params.id).lean<Assignment>()
  if (!assignment) throw new AppError('NOT_FOUND')
  return presentAssignmentRow(assignment, services)
}

/** Two assignments of one person at once: the database lets one in, the other is refused in words. */
function asAssignmentExists(error: unknown): never {
  throw isDuplicateKey(error, 'taskId') ? new AppError('ASSIGNMENT_EXISTS') : error
}

export const consoleRoutes: Route[] = [
  route(
    api.uploadTaskPicture,
    async ({ file, actor, services }) => {
      if (!file) throw new AppError('FILE_EMPTY')
      const owner = { type: 'organisation', id: asMember(actor).membership.organisationId }
      const content = await cleanImage(file.content)
      const stored = await runCommand(services, actor, (c) =>
        storeFile(c, {
          purpose: taskPicturePurpose,
          owner,
          content,
          contentType: 'image/jpeg',
          name: file.name,
        }),
      )
      const [link] = fileLinks(services, [stored._id])
      return { id: stored._id, url: link?.url ?? '', name: file.name }
    },
    { limit: 'upload' },
  ),
  route(api.publishTask, async ({ body, actor, services, now }) => {
    const number = await takeDayNumber('RW', now)
    const task = await runCommand(services, actor, (c) => publishTask(c, { number, form: body }))
    return presentTaskDetail(task, services)
  }),
  route(api.resubmitTask, (request) =>
    changeTask(request, (c, id) => resubmitTask(c, { id, form: request.body })),
  ),
  route(api.withdrawTask, (request) => changeTask(request, (c, id) => withdrawTask(c, { id }))),
  route(api.completeTask, (request) =>
    changeTask(request, (c, id) => completeTask(c, { id, voucherIds: request.body.voucherIds })),
  ),
  route(api.cancelTask, (request) =>
    changeTask(request, (c, id) => cancelTask(c, { id, reason: request.body.reason })),
  ),
  route(api.approveTask, (request) => changeTask(request, (c, id) => approveTask(c, { id }))),
  route(api.rejectTask, (request) =>
    changeTask(request, (c, id) => rejectTask(c, { id, reason: request.body.reason })),
  ),
  route(api.listTasks, async ({ query, actor }) => {
    const { tasks, total } = await listTasksOf(actor, query)
    return { rows: await presentTasks(tasks), total }
  }),
  route(api.getTask, async ({ params, actor, services }) =>
    presentTaskDetail(await findTask(actor, params.id), services),
  ),
  route(api.listTaskAssignments, async ({ params, query, actor, services }) => {
    await findTask(actor, params.id)
    const filter = { taskId: params.id, ...(query.state ? { state: query.state } : {}) }
    const [rows, total] = await Promise.all([
      AssignmentModel.find(filter)
        .sort({ updatedAt: -1, _id: -1 })
        .skip((query.page - 1) * query.pageSize)
        .limit(query.pageSize)
        .lean<Assignment[]>(),
      AssignmentModel.countDocuments(filter),
    ])
    return { rows: rows.map((row) => presentAssignmentRow(row, services)), total }
  }),
  route(api.assignWorker, async ({ params, body, actor, services }) => {
    const assignment = await runCommand(services, actor, async (c) =>
      assignWorker(c, { task: await requireAssignable(c, params.id), ...body }),
    ).catch(asAssignmentExists)
    return presentAssignmentRow(assignment, services)
  }),
  downloadRoute(api.downloadAssignmentTemplate, async () => ({
    content: await writeAssignmentTemplate(),
    contentType: xlsx,
    fileName: '灵工指派模板.xlsx',
  })),
  route(
    api.importAssignments,
    async ({ params, file, actor, services }) => {
      if (!file) throw new AppError('FILE_EMPTY')
      await findTask(actor, params.id)
      const rows = await readAssignmentSheet(file.content)
      return importAssignments(services, actor, { taskId: params.id, rows })
    },
    { limit: 'upload' },
  ),
  route(api.correctAssignment, (request) =>
    changeAssignment(request, (c, id) => correctAssignment(c, { id, ...request.body })),
  ),
  route(api.cancelAssignment, (request) =>
    changeAssignment(request, (c, id) => cancelAssignment(c, { id, reason: request.body.reason })),
  ),
  route(api.shareTask, ({ params, actor, services }) => shareTask(services, actor, params)),
  route(api.revokeTaskShare, async ({ params, actor, services }) => {
    await runCommand(services, actor, (c) => revokeShare(c, params))
    return {}
  }),
]
