import { setTimeout as sleep } from 'node:timers/promises'
import type Router from '@koa/router'
import type { Context } from 'koa'
import { jsonBody } from '../http/raw-body.ts'
import type { BankContext } from './context.ts'
import type { Disturbances } from './disturbances.ts'
import type { Guard } from './guard.ts'
import { BankRefusal, type Account, type Operation, type Order } from './model.ts'
import { perform } from './operations/perform.ts'
import type { Settlement } from './settlement.ts'
import { statementFile } from './statement-file.ts'

const operationPaths: Record<string, Operation> = {
  '/bank/v1/sub-ledgers': 'open-sub-ledger',
  '/bank/v1/sub-ledgers/bound-account': 'change-bound-account',
  '/bank/v1/sub-ledgers/close': 'close-sub-ledger',
  '/bank/v1/transfers': 'transfer',
  '/bank/v1/payments': 'pay-to-card',
  '/bank/v1/refunds': 'refund',
  '/bank/v1/send-backs': 'send-back',
  '/bank/v1/pay-outs': 'pay-out',
}

/** The documented HTTP interface of the bank (docs/bank-protocol.md). */
export function registerBankRoutes(
  router: Router,
  bank: BankContext,
  guard: Guard,
  settlement: Settlement,
  disturbances: Disturbances,
): void {
  const json = (ctx: Context, status: number, value: unknown, forged?: boolean): void =>
    guard.answer(ctx, status, JSON.stringify(value), 'application/json; charset=utf-8', forged)

  const guarded =
    (handle: (ctx: Context) => Promise<void> | void) =>
    async (ctx: Context): Promise<void> => {
      try {
        guard.check(ctx)
        await handle(ctx)
      } catch (error) {
        if (!(error instanceof BankRefusal)) throw error
        json(ctx, error.status, { code: error.code, message: error.message })
      }
    }

  for (const [path, operation] of Object.entries(operationPaths)) {
    router.post(
      path,
      guarded(async (ctx) => {
        const body = jsonBody(ctx)
        const disturbance = disturbances.take(operation)
        if (disturbance?.kind === 'unavailable') {
          throw new BankRefusal(503, 'UNAVAILABLE', '银行系统繁忙，请求未受理')
        }
        if (disturbance?.kind === 'timeout' && !disturbance.booked) return hold(ctx)
        const { order, held } = perform(bank, operation, body, disturbance)
        if (order) settlement.follow(order)
        if (held || disturbance?.kind === 'timeout')
          await sleep(bank.timings.holdMs, undefined, { ref: false })
        if (!order) return hold(ctx, 0)
        return json(ctx, 200, present(order), disturbance?.kind === 'forged-answer')
      }),
    )
  }

  async function hold(ctx: Context, ms: number = bank.timings.holdMs): Promise<void> {
    await sleep(ms, undefined, { ref: false })
    json(ctx, 504, { code: 'TIMED_OUT', message: '银行没有及时处理' })
  }

  router.get(
    '/bank/v1/requests/:requestId',
    guarded((ctx) => {
      const requestId = String(ctx['params']['requestId'])
      const order = bank.orders.get(requestId)
      json(ctx, 200, order ? present(order) : { requestId, state: 'not-found' })
    }),
  )
  router.get(
    '/bank/v1/accounts',
    guarded((ctx) => {
      const accounts = bank.books.accounts().filter((account) => account.kind !== 'outside')
      json(ctx, 200, { accounts: accounts.map(presentAccount) })
    }),
  )
  router.get(
    '/bank/v1/accounts/:accountNo',
    guarded((ctx) => json(ctx, 200, presentAccount(ownAccount(ctx)))),
  )
  router.get(
    '/bank/v1/accounts/:accountNo/statement',
    guarded((ctx) => {
      const { accountNo } = ownAccount(ctx)
      const date = String(ctx.query['date'] ?? '')
      if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new BankRefusal(400, 'BAD_REQUEST', '请求内容有误：date')
      const rows = bank.books.statement(accountNo, date)
      if (ctx.query['format'] === 'csv') {
        guard.answer(ctx, 200, statementFile(rows), 'text/csv; charset=utf-8')
        return
      }
      json(ctx, 200, { accountNo, date, rows })
    }),
  )

  function ownAccount(ctx: Context): Account {
    const account = bank.books.account(String(ctx['params']['accountNo']))
    if (account.kind === 'outside') throw new BankRefusal(422, 'ACCOUNT_NOT_FOUND', '账号不存在')
    return account
  }
}

/** What a client sees of a request. */
export function present(order: Order): Record<string, unknown> {
  const { requestId, state, bankSerial, accountNo, failCode, failReason, returnReason, acceptedAt } = order
  return {
    requestId,
    state,
    bankSerial,
    accountNo,
    amountFen: order.money?.amountFen,
    failCode,
    failReason,
    returnReason,
    acceptedAt,
    finishedAt: order.finishedAt,
    returnedAt: order.returnedAt,
  }
}

function presentAccount(account: Account): Record<string, unknown> {
  const { accountNo, kind, name, state, balanceFen, heldFen, providerAccountNo, boundAccount } = account
  const availableFen = balanceFen - heldFen
  return { accountNo, kind, name, state, balanceFen, heldFen, availableFen, providerAccountNo, boundAccount }
}
