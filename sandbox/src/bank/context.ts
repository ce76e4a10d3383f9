import type { World } from '../world/context.ts'
import type { Books } from './books.ts'
import type { Disturbance } from './disturbances.ts'
import type { Notices } from './notices.ts'
import type { Order, Plan } from './model.ts'
import type { Orders } from './orders.ts'
import type { BankTimings } from './timings.ts'

/** What every operation of the bank works with. */
export interface BankContext {
  world: World
  books: Books
  orders: Orders
  notices: Notices
  timings: BankTimings
}

/** `held`: the answer leaves later than the client waits. `order` is undefined when the request was lost. */
export interface OperationResult {
  order: Order | undefined
  held: boolean
}

/** The plan of an outward payment that nothing special happens to. */
export function plainPlan(bank: BankContext, disturbance: Disturbance | undefined, delayMs: number): Plan {
  const dueAt = delayMs === 0 ? 0 : Date.now() + delayMs
  if (disturbance?.kind === 'fail') {
    const { failCode, failReason } = disturbance
    return { finish: 'fail', failCode, failReason, dueAt: Date.now() + bank.timings.paymentDelayMs }
  }
  if (disturbance?.kind === 'slow') return { finish: 'wait', dueAt }
  return { finish: 'succeed', dueAt }
}
