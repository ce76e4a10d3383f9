import { z } from 'zod'
import { zFenNumber, zId, zMonth, zTime } from '../fields.ts'
import { itemMachine } from '../states/payout.ts'
import { statesOf } from '../states/machine.ts'
import { defineEndpoint } from './endpoint.ts'
import { zTimelineEntry } from './worker-tasks.ts'

export const zWorkerPayment = z.object({
  id: zId,
  /** Payment number (18 digits). */
  number: z.string(),
  state: z.enum(statesOf(itemMachine)),
  /** The state in the worker's words: 已到账, 付款中, 付款失败，款项已退回企业 … */
  stateText: z.string(),
  enterpriseName: z.string(),
  taskTitle: z.string(),
  amount: zFenNumber,
  tax: zFenNumber,
  received: zFenNumber,
  cardTail: z.string(),
  bankName: z.string(),
  at: zTime,
})

export const getIncome = defineEndpoint({
  method: 'GET',
  path: '/api/worker/income',
  summary: '我的收入',
  caller: 'worker',
  query: z.object({ month: zMonth.optional() }),
  response: z.object({
    month: zMonth,
    /** Received in the month, after tax, fen. */
    received: zFenNumber,
    tax: zFenNumber,
    payments: z.array(zWorkerPayment),
    /** Months with payments, newest first. */
    months: z.array(zMonth),
  }),
})

export const getPayment = defineEndpoint({
  method: 'GET',
  path: '/api/worker/payments/:id',
  summary: '收入详情',
  caller: 'worker',
  params: z.object({ id: zId }),
  response: zWorkerPayment.extend({
    providerName: z.string(),
    taxText: z.string(),
    failureText: z.string().nullable(),
    remark: z.string(),
    timeline: z.array(zTimelineEntry),
  }),
})
