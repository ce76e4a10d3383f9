import { z } from 'zod'
import { zCardNumber, zFenNumber, zId, zPage, zPageOf, zReason, zTime } from '../fields.ts'
import { zBasisPoints } from '../money.ts'
import { statesOf } from '../states/machine.ts'
import { batchMachine, itemMachine } from '../states/payout.ts'
import { zStepUp } from './console-identity.ts'
import { defineEndpoint } from './endpoint.ts'
import { zTimelineEntry } from './worker-tasks.ts'

export const zBatch = z.object({
  id: zId,
  /** FY + date + 6 digits. */
  number: z.string(),
  state: z.enum(statesOf(batchMachine)),
  engagementId: zId,
  enterpriseName: z.string(),
  providerName: z.string(),
  feeRate: zBasisPoints,
  notifyWorkers: z.boolean(),
  fileName: z.string().nullable(),
  /** Rows that passed (items) and rows that did not. */
  itemCount: z.int(),
  errorCount: z.int(),
  /** Validation progress: rows checked of rows in all. */
  checked: z.int(),
  rowCount: z.int(),
  commission: zFenNumber,
  fee: zFenNumber,
  /** Tax preview: withheld from workers, part of the commission. */
  tax: zFenNumber,
  /** Items by state. */
  counts: z.record(z.enum(statesOf(itemMachine)), z.int()),
  problem: z.string().nullable(),
  createdAt: zTime,
  /** When a scheduled batch starts. */
  scheduledAt: zTime.nullable(),
  confirmedAt: zTime.nullable(),
  finishedAt: zTime.nullable(),
})

export const zBatchDetail = zBatch.extend({
  available: zFenNumber,
  /** What the confirmation screen shows; step-up `payout.confirm` is bound to it. */
  digest: z.string(),
  timeline: z.array(zTimelineEntry),
})

export const zItem = z.object({
  id: zId,
  number: z.string(),
  row: z.int(),
  state: z.enum(statesOf(itemMachine)),
  name: z.string(),
  idNumber: z.string(),
  phone: z.string(),
  bankName: z.string(),
  cardTail: z.string(),
  taskNumber: z.string(),
  taskTitle: z.string(),
  orderNumber: z.string().nullable(),
  remark: z.string(),
  amount: zFenNumber,
  fee: zFenNumber,
  tax: zFenNumber,
  /** Why it failed, came back or is held, in words. */
  problem: z.string().nullable(),
  bankSerial: z.string().nullable(),
  updatedAt: zTime,
})

/** What a batch is made in: the engagement's terms as shown before the upload. */
export const listPayoutOptions = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/payout-options',
  summary: '可发佣的服务商',
  caller: 'enterprise',
  permission: 'payout.read',
  response: z.object({
    rows: z.array(
      z.object({
        engagementId: zId,
        providerName: z.string(),
        serviceItemName: z.string(),
        feeRate: zBasisPoints,
        invoiceCutoffDay: z.int(),
        daysToCutoff: z.int(),
        minimumInvoice: zFenNumber,
        available: zFenNumber,
        /** Why nothing can be paid now, in words. */
        problem: z.string().nullable(),
      }),
    ),
  }),
})

export const downloadPayoutTemplate = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/payout-template',
  summary: '下载发佣明细模板',
  caller: 'enterprise',
  permission: 'payout.prepare',
  download: true,
})

export const createBatch = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/payout-batches',
  summary: '新建发放',
  caller: 'enterprise',
  permission: 'payout.prepare',
  body: z.object({ engagementId: zId, notifyWorkers: z.boolean().default(true) }),
  response: zBatchDetail,
})

/** First upload: the batch's rows. With `replaceErrors` the file is the corrected failed-rows file of this batch. */
export const uploadBatchFile = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/payout-batches/:id/file',
  summary: '上传发佣明细',
  caller: 'enterprise',
  permission: 'payout.prepare',
  params: z.object({ id: zId }),
  query: z.object({ replaceErrors: z.enum(['true', 'false']).default('false') }),
  upload: { field: 'file', maxBytes: 10 * 1024 * 1024, accept: ['xlsx'] },
  response: zBatchDetail,
})

export const listBatches = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/payout-batches',
  summary: '发放列表',
  caller: 'enterprise',
  permission: 'payout.read',
  query: zPage.extend({
    state: z.enum(statesOf(batchMachine)).optional(),
    keyword: z.string().trim().max(40).optional(),
  }),
  response: zPageOf(zBatch),
})

export const getBatch = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/payout-batches/:id',
  summary: '发放详情',
  caller: 'enterprise',
  permission: 'payout.read',
  params: z.object({ id: zId }),
  response: zBatchDetail,
})

export const listBatchItems = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/payout-batches/:id/items',
  summary: '付款明细',
  caller: 'enterprise',
  permission: 'payout.read',
  params: z.object({ id: zId }),
  query: zPage.extend({ state: z.enum(statesOf(itemMachine)).optional() }),
  response: zPageOf(zItem),
})

export const listBatchErrors = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/payout-batches/:id/errors',
  summary: '未通过的行',
  caller: 'enterprise',
  permission: 'payout.prepare',
  params: z.object({ id: zId }),
  query: zPage,
  response: zPageOf(
    z.object({
      row: z.int(),
      name: z.string(),
      idNumber: z.string(),
      amount: z.string(),
      taskNumber: z.string(),
      reason: z.string(),
    }),
  ),
})

/** Excel of only the failed rows with the enterprise's own values and their reasons; the download is audited. */
export const downloadFailedRows = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/payout-batches/:id/failed-rows',
  summary: '下载未通过的行',
  caller: 'enterprise',
  permission: 'payout.prepare',
  params: z.object({ id: zId }),
  download: true,
})

/** Deliberately removes all rows that did not pass. */
export const removeErrorRows = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/payout-batches/:id/errors/remove',
  summary: '移除未通过的行',
  caller: 'enterprise',
  permission: 'payout.prepare',
  params: z.object({ id: zId }),
  response: zBatchDetail,
})

/** Removes one payment of a ready batch, or a blocked one of a confirmed batch. */
export const removeItem = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/payout-items/:id/remove',
  summary: '移除一笔',
  caller: 'enterprise',
  permission: 'payout.prepare',
  params: z.object({ id: zId }),
})

export const releaseItem = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/payout-items/:id/release',
  summary: '放行被拦截的付款',
  caller: 'enterprise',
  permission: 'payout.confirm',
  params: z.object({ id: zId }),
})

export const discardBatch = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/payout-batches/:id/discard',
  summary: '作废批次',
  caller: 'enterprise',
  permission: 'payout.prepare',
  params: z.object({ id: zId }),
  response: zBatchDetail,
})

/** Freezes commission + fee and starts paying. Needs step-up `payout.confirm` on the batch with its digest. */
export const confirmBatch = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/payout-batches/:id/confirm',
  summary: '确认打款',
  caller: 'enterprise',
  permission: 'payout.confirm',
  params: z.object({ id: zId }),
  body: zStepUp.extend({ digest: z.string().max(128) }),
  response: zBatchDetail,
})

/** As confirm, but starts at a time within 30 days; everything is checked again then. */
export const scheduleBatch = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/payout-batches/:id/schedule',
  summary: '预约打款',
  caller: 'enterprise',
  permission: 'payout.confirm',
  params: z.object({ id: zId }),
  body: zStepUp.extend({ digest: z.string().max(128), at: zTime }),
  response: zBatchDetail,
})

/** Cancels a scheduled batch, or a confirmed one whose money has not begun to move. */
export const cancelBatch = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/payout-batches/:id/cancel',
  summary: '取消打款',
  caller: 'enterprise',
  permission: 'payout.confirm',
  params: z.object({ id: zId }),
  body: z.object({ reason: zReason }),
  response: zBatchDetail,
})

export const pauseBatch = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/payout-batches/:id/pause',
  summary: '暂停付款',
  caller: 'enterprise',
  permission: 'payout.confirm',
  params: z.object({ id: zId }),
  response: zBatchDetail,
})

export const resumeBatch = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/payout-batches/:id/resume',
  summary: '继续付款',
  caller: 'enterprise',
  permission: 'payout.confirm',
  params: z.object({ id: zId }),
  response: zBatchDetail,
})

// Returned remittances (退汇)

export const listReturned = defineEndpoint({
  method: 'GET',
  path: '/api/enterprise/returned-payments',
  summary: '退汇交易',
  caller: 'enterprise',
  permission: 'payout.read',
  response: z.object({ rows: z.array(zItem) }),
})

/** Pays again. With a card number: checked by name + ID + card; without: to the worker's present settlement card. Step-up `payout.reissue`, digest = payment number. */
export const reissueItem = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/payout-items/:id/reissue',
  summary: '补发佣金',
  caller: 'enterprise',
  permission: 'payout.return',
  params: z.object({ id: zId }),
  body: zStepUp.extend({ cardNumber: zCardNumber.optional() }),
  response: zItem,
})

/** Gives up paying again: commission and fee come back. Step-up `payout.give-up`, digest = payment number. */
export const giveUpItem = defineEndpoint({
  method: 'POST',
  path: '/api/enterprise/payout-items/:id/give-up',
  summary: '放弃补发',
  caller: 'enterprise',
  permission: 'payout.return',
  params: z.object({ id: zId }),
  body: zStepUp,
  response: zItem,
})

export const getItem = defineEndpoint({
  method: 'GET',
  path: '/api/console/payout-items/:id',
  summary: '付款详情',
  caller: 'console',
  permission: 'payout.read',
  params: z.object({ id: zId }),
  response: zItem.extend({
    attempts: z.array(
      z.object({
        number: z.string(),
        state: z.string(),
        at: zTime,
        text: z.string(),
        bankSerial: z.string().nullable(),
      }),
    ),
    timeline: z.array(zTimelineEntry),
  }),
})

/** A provider's payments, newest first. */
export const listProviderItems = defineEndpoint({
  method: 'GET',
  path: '/api/provider/payments',
  summary: '付款记录',
  caller: 'provider',
  permission: 'payout.read',
  query: zPage.extend({ state: z.enum(statesOf(itemMachine)).optional() }),
  response: zPageOf(zItem),
})
