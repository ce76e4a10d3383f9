import { z } from 'zod'
import { zDay, zFenNumber, zId, zReason, zTime } from '../fields.ts'
import { statesOf } from '../states/machine.ts'
import { assignmentMachine } from '../states/task.ts'
import { defineEndpoint } from './endpoint.ts'

export const zTimelineEntry = z.object({ at: zTime, text: z.string() })
export const zFileLink = z.object({ id: zId, url: z.string(), name: z.string() })

export const zWorkerAssignment = z.object({
  id: zId,
  state: z.enum(statesOf(assignmentMachine)),
  title: z.string(),
  enterpriseName: z.string(),
  providerName: z.string(),
  /** Commission range of one person, fen. */
  commissionMin: zFenNumber,
  commissionMax: zFenNumber,
  from: zDay,
  to: zDay,
  place: z.string(),
})

export const zWorkerAssignmentDetail = zWorkerAssignment.extend({
  description: z.string(),
  category: z.string(),
  pictures: z.array(zFileLink),
  contract: z.object({ needed: z.boolean(), envelopeId: zId.nullable(), providerId: zId }),
  rejectReason: z.string().nullable(),
  deliverables: z.array(zFileLink),
  deliverableNote: z.string(),
  timeline: z.array(zTimelineEntry),
})

export const segments = ['assigned', 'accepted', 'completed', 'other'] as const

export const listAssignments = defineEndpoint({
  method: 'GET',
  path: '/api/worker/assignments',
  summary: '我的任务',
  caller: 'worker',
  query: z.object({ segment: z.enum(segments) }),
  response: z.object({ rows: z.array(zWorkerAssignment), counts: z.record(z.enum(segments), z.int()) }),
})

export const getAssignment = defineEndpoint({
  method: 'GET',
  path: '/api/worker/assignments/:id',
  summary: '任务详情',
  caller: 'worker',
  params: z.object({ id: zId }),
  response: zWorkerAssignmentDetail,
})

/** Where a scanned scene leads this worker: the assignment when the task is theirs, else null. */
export const resolveScene = defineEndpoint({
  method: 'GET',
  path: '/api/worker/scenes/:scene',
  summary: '扫码后进入',
  caller: 'worker',
  params: z.object({ scene: z.string().regex(/^[A-Za-z0-9_-]{4,64}$/) }),
  response: z.object({
    kind: z.enum(['task', 'invite']),
    assignmentId: zId.nullable(),
    title: z.string(),
    enterpriseName: z.string(),
    taskKind: z.enum(['quick', 'standard']).nullable(),
  }),
})

export const acceptAssignment = defineEndpoint({
  method: 'POST',
  path: '/api/worker/assignments/:id/accept',
  summary: '接受任务',
  caller: 'worker',
  params: z.object({ id: zId }),
  response: zWorkerAssignmentDetail,
})

export const rejectAssignment = defineEndpoint({
  method: 'POST',
  path: '/api/worker/assignments/:id/reject',
  summary: '拒绝任务',
  caller: 'worker',
  params: z.object({ id: zId }),
  body: z.object({ reason: zReason }),
  response: zWorkerAssignmentDetail,
})

export const uploadDeliverable = defineEndpoint({
  method: 'POST',
  path: '/api/worker/assignments/:id/deliverables',
  summary: '上传交付物图片',
  caller: 'worker',
  params: z.object({ id: zId }),
  upload: { field: 'photo', maxBytes: 8 * 1024 * 1024, accept: ['jpeg', 'png'] },
  response: zFileLink,
})

export const completeAssignment = defineEndpoint({
  method: 'POST',
  path: '/api/worker/assignments/:id/complete',
  summary: '完成任务',
  caller: 'worker',
  params: z.object({ id: zId }),
  body: z.object({
    fileIds: z.array(zId).max(9, '最多 9 张照片'),
    note: z.string().trim().max(500, '说明不超过 500 字'),
  }),
  response: zWorkerAssignmentDetail,
})

/** Replaces the pictures of a completed assignment. */
export const replaceDeliverables = defineEndpoint({
  method: 'PUT',
  path: '/api/worker/assignments/:id/deliverables',
  summary: '更换交付物图片',
  caller: 'worker',
  params: z.object({ id: zId }),
  body: z.object({ fileIds: z.array(zId).max(9, '最多 9 张照片'), note: z.string().trim().max(500) }),
  response: zWorkerAssignmentDetail,
})
