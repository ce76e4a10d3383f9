import type { World } from '../world/context.ts'
import type { Books } from './books.ts'
import { shanghaiDay } from './days.ts'
import { BankRefusal, type Operation, type Order, type Plan } from './model.ts'
import type { Notices } from './notices.ts'
import { digestOf } from './signature.ts'

type Start = Pick<Order, 'state'> &
  Partial<Omit<Order, 'requestId' | 'operation' | 'digest' | 'state' | 'bankSerial'>>

/** What the bank was asked to do, by request id, and how it ended. */
export interface Orders {
  get(requestId: string): Order | undefined
  /** Newest first. */
  list(): Order[]
  /**
   * Runs `begin` once per request id; the same content again answers the order as it is now.
   * @throws BankRefusal 409 REQUEST_ID_REUSED for another content
   */
  submit(operation: Operation, requestId: string, content: unknown, begin: () => Start): Order
  /** Holds the money of an order that starts; too little money makes it fail at once. */
  startMoney(money: NonNullable<Order['money']>, plan: Plan): Start
  succeed(requestId: string): Order
  fail(requestId: string, failCode: string, failReason: string): Order
  /** Brings the money of a successful card payment back. */
  giveBack(requestId: string, reason: string): Order
}

const noticeKinds = {
  transfer: 'transfer-result',
  'pay-to-card': 'payment-result',
  refund: 'refund-result',
  'send-back': 'send-back-result',
  'pay-out': 'pay-out-result',
} as const

export function createOrders(world: World, books: Books, notices: Notices): Orders {
  const { store, clock } = world
  const table = store.table<Order>('bank-orders')

  function announce(order: Order, kind: Parameters<Notices['add']>[0]): void {
    notices.add(kind, {
      requestId: order.requestId,
      state: order.state,
      bankSerial: order.bankSerial,
      amountFen: order.money?.amountFen,
      failCode: order.failCode,
      failReason: order.failReason,
      returnReason: order.returnReason,
    })
  }

  function submit(operation: Operation, requestId: string, content: unknown, begin: () => Start): Order {
    const digest = digestOf({ operation, content })
    return store.transaction(() => {
      const known = table.get(requestId)
      if (known && known.digest !== digest) {
        throw new BankRefusal(409, 'REQUEST_ID_REUSED', '请求号已用于内容不同的请求')
      }
      if (known) return known
      const day = shanghaiDay(clock.now()).replaceAll('-', '')
      const order: Order = {
        requestId,
        operation,
        digest,
        bankSerial: `B${day}${String(store.nextNumber('bank-order')).padStart(9, '0')}`,
        acceptedAt: clock.now().toISOString(),
        ...begin(),
      }
      table.put(requestId, order)
      return order.plan?.finish === 'succeed' && order.plan.dueAt === 0 ? succeed(requestId) : order
    })
  }

  function startMoney(money: NonNullable<Order['money']>, plan: Plan): Start {
    if (books.availableFen(money.from) < money.amountFen) {
      const finishedAt = clock.now().toISOString()
      return {
        state: 'failed',
        money,
        failCode: 'INSUFFICIENT_FUNDS',
        failReason: '账户可用余额不足',
        finishedAt,
      }
    }
    books.hold(money.from, money.amountFen)
    return { state: 'accepted', money, plan }
  }

  function inState(requestId: string, state: Order['state']): Order & { money: NonNullable<Order['money']> } {
    const order = table.get(requestId)
    if (!order?.money) throw new BankRefusal(404, 'REQUEST_NOT_FOUND', '没有这笔业务')
    if (order.state !== state) throw new BankRefusal(409, 'WRONG_STATE', '这笔业务的状态不允许这样处理')
    return { ...order, money: order.money }
  }

  function succeed(requestId: string): Order {
    return store.transaction(() => {
      const { money, ...order } = inState(requestId, 'accepted')
      books.release(money.from, money.amountFen)
      books.post({ ...money, outsider: money.payee, requestId })
      const done: Order = { ...order, money, state: 'succeeded', finishedAt: clock.now().toISOString() }
      table.put(requestId, done)
      announce(done, noticeKinds[order.operation as keyof typeof noticeKinds])
      return done
    })
  }

  function fail(requestId: string, failCode: string, failReason: string): Order {
    return store.transaction(() => {
      const { money, ...order } = inState(requestId, 'accepted')
      books.release(money.from, money.amountFen)
      const finishedAt = clock.now().toISOString()
      const done: Order = { ...order, money, state: 'failed', finishedAt, failCode, failReason }
      table.put(requestId, done)
      announce(done, noticeKinds[order.operation as keyof typeof noticeKinds])
      return done
    })
  }

  function giveBack(requestId: string, reason: string): Order {
    return store.transaction(() => {
      const { money, ...order } = inState(requestId, 'succeeded')
      if (order.operation !== 'pay-to-card') {
        throw new BankRefusal(409, 'WRONG_STATE', '只有付给银行卡的款项可以退汇')
      }
      books.post({
        from: money.to,
        to: money.from,
        amountFen: money.amountFen,
        summary: `退汇 ${reason}`,
        outsider: money.payee,
        requestId,
      })
      const returnedAt = clock.now().toISOString()
      const done: Order = { ...order, money, state: 'returned', returnedAt, returnReason: reason }
      table.put(requestId, done)
      announce(done, 'payment-returned')
      return done
    })
  }

  return {
    get: (requestId) => table.get(requestId),
    list: () => table.list().sort((a, b) => (a.bankSerial < b.bankSerial ? 1 : -1)),
    submit,
    startMoney,
    succeed,
    fail,
    giveBack,
  }
}
