import { getScene } from '@linggong/shared/api/public'
import * as api from '@linggong/shared/api/worker-tasks'
import type { Actor } from '../../actor.ts'
import { asWorker } from '../../actor.ts'
import { runCommand, type CommandContext } from '../../command.ts'
import { AppError } from '../../errors.ts'
import { route, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { cleanImage, storeFile } from '../files/public.ts'
import {
  acceptAssignment,
  completeAssignment,
  rejectAssignment,
  replaceDeliverables,
} from './commands/answer-assignment.ts'
import { AssignmentModel, type Assignment, type Task } from './models.ts'
import { presentWorkerAssignment, presentWorkerAssignmentDetail } from './presenter.ts'
import { taskOfScene } from './queries/scenes.ts'
import { assignmentsOf, countSegments, ownAssignment, tasksOf } from './queries/worker-assignments.ts'
import { deliverablePurpose, fileLinks } from './task-files.ts'

interface OneAssignment {
  services: Services
  actor: Actor
  params: { id: string }
}

/** Runs a command on the worker's own assignment and answers it. */
async function change(
  { services, actor, params }: OneAssignment,
  command: (c: CommandContext, id: string) => Promise<void>,
) {
  await runCommand(services, actor, (c) => command(c, params.id))
  return presentWorkerAssignmentDetail(await ownAssignment(asWorker(actor).personId, params.id), services)
}

export const workerRoutes: Route[] = [
  route(getScene, async ({ params }) => {
    const { task, open } = await taskOfScene(params.scene)
    const { title, enterpriseName, providerName } = task
    return {
      kind: 'task' as const,
      state: open ? ('open' as const) : ('closed' as const),
      title,
      enterpriseName,
      providerName,
    }
  }),
  route(api.resolveScene, async ({ params, actor }) => {
    const { personId } = asWorker(actor)
    const { task } = await taskOfScene(params.scene)
    const mine = personId
      ? await AssignmentModel.findOne({ taskId: task._id, personId })
          .sort({ current: -1, _id: -1 })
          .lean<Assignment>()
      : null
    return {
      kind: 'task' as const,
      assignmentId: mine?._id ?? null,
      title: task.title,
      enterpriseName: task.enterpriseName,
      taskKind: task.kind,
    }
  }),
  route(api.listAssignments, async ({ query, actor }) => {
    const { personId } = asWorker(actor)
    if (!personId) return { rows: [], counts: { assigned: 0, accepted: 0, completed: 0, other: 0 } }
    const assignments = await assignmentsOf(personId, query.segment)
    const tasks = await tasksOf(assignments)
    return {
      rows: assignments.map((assignment) =>
        presentWorkerAssignment(assignment, tasks.get(assignment.taskId) as Task),
      ),
      counts: await countSegments(personId),
    }
  }),
  route(api.getAssignment, async ({ params, actor, services }) =>
    presentWorkerAssignmentDetail(await ownAssignment(asWorker(actor).personId, params.id), services),
  ),
  route(api.acceptAssignment, (request) => change(request, (c, id) => acceptAssignment(c, { id }))),
  route(api.rejectAssignment, (request) =>
    change(request, (c, id) => rejectAssignment(c, { id, reason: request.body.reason })),
  ),
  route(
    api.uploadDeliverable,
    async ({ params, file, actor, services }) => {
      if (!file) throw new AppError('FILE_EMPTY')
      const { assignment } = await ownAssignment(asWorker(actor).personId, params.id)
      const content = await cleanImage(file.content)
      const stored = await runCommand(services, actor, (c) =>
        storeFile(c, {
          purpose: deliverablePurpose,
          owner: { type: 'assignment', id: assignment._id },
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
  route(api.completeAssignment, (request) =>
    change(request, (c, id) => completeAssignment(c, { id, ...request.body })),
  ),
  route(api.replaceDeliverables, (request) =>
    change(request, (c, id) => replaceDeliverables(c, { id, ...request.body })),
  ),
]
