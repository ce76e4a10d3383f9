import { z } from 'zod'
import { zDay, zFenNumber, zId, zPage, zPageOf, zPersonName, zPhone, zReason, zTime } from '../fields.ts'
import { zPositiveFen } from '../money.ts'
import { statesOf } from '../states/machine.ts'
import { assignmentMachine, taskMachine } from '../states/task.ts'
import { defineEndpoint } from './endpoint.ts'
import { zFileLink, zTimelineEntry } from './worker-tasks.ts'

export const taskKinds = ['quick', 'standard'] as const
export const taskKindLabels = { quick: '快捷任务', standard: '标准任务' } as const

export const zTaskForm = z
  .object({
    engagementId: zId,
    kind: z.enum(taskKinds),
    title: z.string().trim().min(2, '请填写任务名称').max(40, '任务名称不超过 40 字'),
    description: z.string().trim().min(5, '请写清工作内容').max(2000),
    category: z.string().trim().min(2, '请填写任务类别').max(30),
    place: z.string().trim().min(2, '请填写工作地点').max(100),
    from: zDay,
    to: zDay,
    headCount: z.int().min(1, '人数至少 1 人').max(100_000),
    /** Commission of one person, fen. */
    commissionMin: zPositiveFen,
    commissionMax: zPositiveFen,
    pictureIds: z.array(zId).max(9),
  })
  .refine((form) => form.from <= form.to, { path: ['to'], message: '结束日期不能早于开始日期' })
  .refine((form) => form.commissionMin <= form.commissionMax, {
    path: ['commissionMax'],
    message: '最高佣金不能低于最低佣金',
  })

export const zTask = z.object({
  id: zId,
  /** Task number as the payout file names it. */
  number: z.string(),
  state: z.enum(statesOf(taskMachine)),
  kind: z.enum(taskKinds),
  title: z.string(),
  engagementId: zId,
  enterpriseName: z.string(),
  providerName: z.string(),
  from: zDay,
  to: zDay,
  place: z.string(),
  headCount: z.int(),
  commissionMin: zFenNumber,
  commissionMax: zFenNumber,
  /** Assignments by state. */
  counts: z.record(z.enum(statesOf(assignmentMachine)), z.int()),
  createdAt: zTime,
})

export const zTaskDetail = zTask.extend({
  description: z.string(),
  category: z.string(),
  pictures: z.array(zFileLink),
  rejectReason: z.string().nullable(),
  vouchers: z.array(zFileLink),
  timeline: z.array(zTimelineEntry),
})

export const uploadTaskPicture = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/task-files',
  summary: '上传任务照片或完成凭证',
  caller: 'enterprise',
  permission: 'task.manage',
  upload: { field: 'file', maxBytes: 8 * 1024 * 1024, accept: ['jpeg', 'png'] },
  response: zFileLink,
})

/** Publishes a task: it goes to the provider for review at once. */
export const publishTask = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/tasks',
  summary: '发布任务',
  caller: 'enterprise',
  permission: 'task.manage',
  body: zTaskForm,
  response: zTaskDetail,
})

/** Edits a draft (withdrawn) or rejected task and submits it again. */
export const resubmitTask = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/tasks/:id/resubmit',
  summary: '修改后重新提交',
  caller: 'enterprise',
  permission: 'task.manage',
  params: z.object({ id: zId }),
  body: zTaskForm,
  response: zTaskDetail,
})

export const withdrawTask = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/tasks/:id/withdraw',
  summary: '撤回任务',
  caller: 'enterprise',
  permission: 'task.manage',
  params: z.object({ id: zId }),
  response: zTaskDetail,
})

/** Completes the whole task: its open assignments are cancelled, nothing more is paid from it. */
export const completeTask = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/tasks/:id/complete',
  summary: '完成任务',
  caller: 'enterprise',
  permission: 'task.manage',
  params: z.object({ id: zId }),
  body: z.object({ voucherIds: z.array(zId).max(9) }),
  response: zTaskDetail,
})

export const cancelTask = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/tasks/:id/cancel',
  summary: '取消任务',
  caller: 'enterprise',
  permission: 'task.manage',
  params: z.object({ id: zId }),
  body: z.object({ reason: zReason }),
  response: zTaskDetail,
})

/** Both sides: an enterprise its own, a provider those of its engagements (drafts excepted). */
export const listTasks = defineEndpoint({
  method: 'GET',
  path: '/api/console/tasks',
  summary: '任务列表',
  caller: 'console',
  permission: 'task.read',
  query: zPage.extend({
    state: z.enum(statesOf(taskMachine)).optional(),
    keyword: z.string().trim().max(40).optional(),
  }),
  response: zPageOf(zTask),
})

export const getTask = defineEndpoint({
  method: 'GET',
  path: '/api/console/tasks/:id',
  summary: '任务详情',
  caller: 'console',
  permission: 'task.read',
  params: z.object({ id: zId }),
  response: zTaskDetail,
})

export const approveTask = defineEndpoint({
  method: 'POST',
  path: '/api/provider/tasks/:id/approve',
  summary: '通过任务',
  caller: 'provider',
  permission: 'task.review',
  params: z.object({ id: zId }),
  response: zTaskDetail,
})

export const rejectTask = defineEndpoint({
  method: 'POST',
  path: '/api/provider/tasks/:id/reject',
  summary: '驳回任务',
  caller: 'provider',
  permission: 'task.review',
  params: z.object({ id: zId }),
  body: z.object({ reason: zReason }),
  response: zTaskDetail,
})

// Assignments

export const zAssignmentRow = z.object({
  id: zId,
  state: z.enum(statesOf(assignmentMachine)),
  name: z.string(),
  /** Masked. */
  phone: z.string(),
  reason: z.string().nullable(),
  deliverables: z.array(zFileLink),
  deliverableNote: z.string(),
  updatedAt: zTime,
})

export const listTaskAssignments = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/tasks/:id/assignments',
  summary: '任务的灵工',
  caller: 'enterprise',
  permission: 'task.read',
  params: z.object({ id: zId }),
  query: zPage.extend({ state: z.enum(statesOf(assignmentMachine)).optional() }),
  response: zPageOf(zAssignmentRow),
})

export const assignWorker = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/tasks/:id/assignments',
  summary: '指派灵工',
  caller: 'enterprise',
  permission: 'task.manage',
  params: z.object({ id: zId }),
  body: z.object({ name: zPersonName, phone: zPhone }),
  response: zAssignmentRow,
})

/** Template of the import: columns 姓名*, 手机号*. */
export const downloadAssignmentTemplate = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/assignment-template',
  summary: '下载指派模板',
  caller: 'enterprise',
  permission: 'task.manage',
  download: true,
})

/** All rows are checked; the good ones are assigned, the bad ones listed with their row number. */
export const importAssignments = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/tasks/:id/assignments/import',
  summary: '批量指派',
  caller: 'enterprise',
  permission: 'task.manage',
  params: z.object({ id: zId }),
  upload: { field: 'file', maxBytes: 10 * 1024 * 1024, accept: ['xlsx'] },
  response: z.object({
    assigned: z.int(),
    errors: z.array(z.object({ row: z.int(), name: z.string(), reason: z.string() })),
  }),
})

export const correctAssignment = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/assignments/:id/correct',
  summary: '更正姓名',
  caller: 'enterprise',
  permission: 'task.manage',
  params: z.object({ id: zId }),
  body: z.object({ name: zPersonName, phone: zPhone }),
  response: zAssignmentRow,
})

export const cancelAssignment = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/assignments/:id/cancel',
  summary: '取消指派',
  caller: 'enterprise',
  permission: 'task.manage',
  params: z.object({ id: zId }),
  body: z.object({ reason: zReason }),
  response: zAssignmentRow,
})

/** The task's codes to share; the OA code is valid 30 days and renewed each time. */
export const shareTask = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/tasks/:id/share',
  summary: '分享任务二维码',
  caller: 'enterprise',
  permission: 'task.manage',
  params: z.object({ id: zId }),
  response: z.object({
    scene: z.string(),
    /** Opens the H5. */
    link: z.string(),
    /** PNG data URLs: the Official Account's code and the mini-program's code. */
    oaQr: z.string(),
    miniProgramCode: z.string(),
    expiresAt: zTime,
  }),
})

/** Revokes the shared codes. */
export const revokeTaskShare = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/tasks/:id/share/revoke',
  summary: '作废任务二维码',
  caller: 'enterprise',
  permission: 'task.manage',
  params: z.object({ id: zId }),
})
