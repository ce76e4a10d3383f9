import type Router from '@koa/router'
import type { Context } from 'koa'
import { z } from 'zod'
import { shanghaiDay } from '../bank/days.ts'
import type { Bank } from '../bank/index.ts'
import type { Account, Order } from '../bank/model.ts'
import { statementFile } from '../bank/statement-file.ts'
import { jsonBody } from '../http/raw-body.ts'
import type { World } from '../world/context.ts'
import { answering, parameter, refuse } from './answer.ts'

const credit = z.strictObject({
  accountNo: z.string(),
  amountFen: z.number(),
  payerName: z.string(),
  payerAccount: z.string(),
  payerBank: z.string().optional(),
  remark: z.string().optional(),
})
const corporate = z.strictObject({ name: z.string(), creditCode: z.string().default('') })
const decision = z.strictObject({ decision: z.enum(['succeed', 'fail']), reason: z.string().optional() })
const reason = z.strictObject({ reason: z.string().optional() })
const disturbance = z.strictObject({
  operation: z.enum([
    'open-sub-ledger',
    'change-bound-account',
    'close-sub-ledger',
    'transfer',
    'pay-to-card',
    'refund',
    'send-back',
    'pay-out',
  ]),
  disturbance: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fail'), failCode: z.string(), failReason: z.string() }),
    z.strictObject({ kind: z.literal('timeout'), booked: z.boolean() }),
    z.strictObject({ kind: z.literal('unavailable') }),
    z.strictObject({ kind: z.literal('slow') }),
    z.strictObject({ kind: z.literal('forged-answer') }),
  ]),
})

/** The counter's part of the control API; same functions as `sandbox.bank` in process. */
export function registerBankDesk(router: Router, world: World, bank: Bank): void {
  const { desk, notices } = bank
  router.get(
    '/sandbox/api/bank/accounts',
    answering(() => desk.accounts()),
  )
  router.get(
    '/sandbox/api/bank/entries',
    answering(() => desk.entries()),
  )
  router.get(
    '/sandbox/api/bank/orders',
    answering(() => desk.orders().map(withoutDigest)),
  )
  router.get(
    '/sandbox/api/bank/callbacks',
    answering(() => desk.callbacks()),
  )
  router.get(
    '/sandbox/api/bank/accounts/:accountNo/statement',
    answering((ctx) => {
      const accountNo = parameter(ctx, 'accountNo')
      const date = String(ctx.query['date'] ?? shanghaiDay(world.clock.now()))
      const rows = desk.statement(accountNo, date)
      if (ctx.query['format'] !== 'csv') return { accountNo, date, rows }
      ctx.attachment(`statement-${accountNo}-${date}.csv`)
      ctx.type = 'text/csv; charset=utf-8'
      return statementFile(rows)
    }),
  )
  router.post(
    '/sandbox/api/bank/accounts',
    answering((ctx) => desk.openCorporateAccount(read(ctx, corporate))),
  )
  router.post(
    '/sandbox/api/bank/credit',
    answering((ctx) => desk.creditTransfer(read(ctx, credit))),
  )
  router.post(
    '/sandbox/api/bank/orders/:requestId/decide',
    answering((ctx) => {
      const body = read(ctx, decision)
      return withoutDigest(desk.decidePayment(parameter(ctx, 'requestId'), body.decision, body.reason))
    }),
  )
  router.post(
    '/sandbox/api/bank/orders/:requestId/return',
    answering((ctx) =>
      withoutDigest(desk.returnPayment(parameter(ctx, 'requestId'), read(ctx, reason).reason)),
    ),
  )
  router.post(
    '/sandbox/api/bank/disturb',
    answering((ctx) => {
      const body = read(ctx, disturbance)
      desk.disturbNext(body.operation, body.disturbance)
      return { ok: true }
    }),
  )
  router.post(
    '/sandbox/api/bank/callbacks/pause',
    answering(() => (notices.pause(), { paused: true })),
  )
  router.post(
    '/sandbox/api/bank/callbacks/resume',
    answering(() => (notices.resume(), { paused: false })),
  )
  router.post(
    '/sandbox/api/bank/callbacks/:noticeId/replay',
    answering((ctx) => notices.replay(parameter(ctx, 'noticeId'))),
  )
}

function read<T>(ctx: Context, schema: z.ZodType<T>): T {
  const result = schema.safeParse(jsonBody(ctx))
  return result.success ? result.data : refuse('填写的内容不完整，请检查后再试')
}

export function withoutDigest(order: Order): Omit<Order, 'digest'> {
  const { digest: _digest, ...rest } = order
  return rest
}

/** What the page's account list shows; the outside world is not an account to show. */
export function counterAccounts(bank: Bank): Account[] {
  return bank.desk.accounts().filter((account) => account.kind !== 'outside')
}
