import type { BankContext } from './context.ts'
import type { Order } from './model.ts'

/** Finishes accepted payments when they are due, and returns those whose card says so; survives restarts. */
export interface Settlement {
  /** Takes note of an order that may have something due. */
  follow(order: Order): void
  start(): void
  stop(): void
}

export function createSettlement(bank: BankContext): Settlement {
  const timers = new Map<string, NodeJS.Timeout>()
  let active = false

  function follow(order: Order): void {
    if (!active || !order.plan || timers.has(order.requestId)) return
    const isFinishing = order.state === 'accepted' && order.plan.finish !== 'wait'
    const isReturning = order.state === 'succeeded' && order.plan.thenReturn === true
    if (!isFinishing && !isReturning) return
    const dueAt = order.plan.dueAt + (isReturning ? bank.timings.returnDelayMs : 0)
    const timer = setTimeout(() => step(order.requestId), Math.max(0, dueAt - Date.now()))
    timers.set(order.requestId, timer)
  }

  function step(requestId: string): void {
    timers.delete(requestId)
    const order = bank.orders.get(requestId)
    if (order) follow(advance(order))
  }

  function advance(order: Order): Order {
    const { requestId, state, plan } = order
    if (!plan) return order
    if (state === 'accepted' && plan.finish === 'succeed') return bank.orders.succeed(requestId)
    if (state === 'accepted' && plan.finish === 'fail') {
      return bank.orders.fail(requestId, plan.failCode ?? 'FAILED', plan.failReason ?? '收款行处理失败')
    }
    if (state === 'succeeded' && plan.thenReturn)
      return bank.orders.giveBack(requestId, '收款账户状态异常，款项退回')
    return order
  }

  return {
    follow,
    start: () => {
      active = true
      bank.orders.list().forEach(follow)
    },
    stop: () => {
      active = false
      timers.forEach((timer) => clearTimeout(timer))
      timers.clear()
    },
  }
}
