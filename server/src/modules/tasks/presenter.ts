import type { z } from 'zod'
import type { zAssignmentRow, zTask, zTaskDetail } from '@linggong/shared/api/tasks'
import type { zWorkerAssignment, zWorkerAssignmentDetail } from '@linggong/shared/api/worker-tasks'
import { maskPhone } from '@linggong/shared/rules/mask'
import { assignmentMachine, taskMachine } from '@linggong/shared/states/task'
import type { Services } from '../../services.ts'
import { timelineOf } from '../audit/public.ts'
import { pendingEnvelope, validContract } from '../contracts/public.ts'
import { sealedFields, type Assignment, type Task } from './models.ts'
import { countAssignments, type AssignmentCounts } from './queries/tasks.ts'
import { fileLinks } from './task-files.ts'

export function presentTask(task: Task, counts: AssignmentCounts): z.output<typeof zTask> {
  const {
    _id,
    number,
    state,
    kind,
    title,
    engagementId,
    enterpriseName,
    providerName,
    from,
    to,
    place,
    headCount,
    commissionMin,
    commissionMax,
  } = task
  return {
    id: _id,
    number,
    state,
    kind,
    title,
    engagementId,
    enterpriseName,
    providerName,
    from,
    to,
    place,
    headCount,
    commissionMin,
    commissionMax,
    counts,
    createdAt: task.createdAt.toISOString(),
  }
}

export async function presentTasks(tasks: Task[]): Promise<z.output<typeof zTask>[]> {
  const counts = await countAssignments(tasks.map(({ _id }) => _id))
  return tasks.map((task) => presentTask(task, counts.get(task._id) as AssignmentCounts))
}

export async function presentTaskDetail(
  task: Task,
  services: Services,
): Promise<z.output<typeof zTaskDetail>> {
  const [row] = await presentTasks([task])
  if (!row) throw new Error('one task has one row')
  const { description, category, pictureIds, voucherIds, rejectReason } = task
  return {
    ...row,
    description,
    category,
    pictures: fileLinks(services, pictureIds),
    vouchers: fileLinks(services, voucherIds),
    rejectReason,
    timeline: await timelineOf(taskMachine, task._id),
  }
}

export function presentAssignmentRow(
  assignment: Assignment,
  services: Services,
): z.output<typeof zAssignmentRow> {
  const { _id, state, reason, deliverableIds, deliverableNote, updatedAt } = assignment
  return {
    id: _id,
    state,
    name: services.vault.decryptField(sealedFields.name, assignment.name),
    phone: maskPhone(services.vault.decryptField(sealedFields.phone, assignment.phone)),
    reason,
    deliverables: fileLinks(services, deliverableIds),
    deliverableNote,
    updatedAt: updatedAt.toISOString(),
  }
}

export function presentWorkerAssignment(
  assignment: Assignment,
  task: Task,
): z.output<typeof zWorkerAssignment> {
  const { title, enterpriseName, providerName, commissionMin, commissionMax, from, to, place } = task
  return {
    id: assignment._id,
    state: assignment.state,
    title,
    enterpriseName,
    providerName,
    commissionMin,
    commissionMax,
    from,
    to,
    place,
  }
}

export async function presentWorkerAssignmentDetail(
  { assignment, task }: { assignment: Assignment; task: Task },
  services: Services,
): Promise<z.output<typeof zWorkerAssignmentDetail>> {
  const personId = assignment.personId ?? ''
  const parties = { personId, providerId: task.providerId }
  const valid = await validContract({ ...parties, at: services.clock.now() })
  const pending = valid ? null : await pendingEnvelope(parties)
  return {
    ...presentWorkerAssignment(assignment, task),
    description: task.description,
    category: task.category,
    pictures: fileLinks(services, task.pictureIds),
    contract: {
      needed: valid === null,
      envelopeId: pending?.envelopeId ?? null,
      providerId: task.providerId,
    },
    rejectReason: assignment.state === 'rejected' ? assignment.reason : null,
    deliverables: fileLinks(services, assignment.deliverableIds),
    deliverableNote: assignment.deliverableNote,
    timeline: await timelineOf(assignmentMachine, assignment._id, {
      assign: '企业指派',
      attach: '任务送达',
      'replace-deliverables': '更换照片',
    }),
  }
}
