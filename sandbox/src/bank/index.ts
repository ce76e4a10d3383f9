import type Router from '@koa/router'
import type { World } from '../world/context.ts'
import { createBooks, type Books } from './books.ts'
import type { BankContext } from './context.ts'
import { createDesk, type Desk } from './desk.ts'
import { createDisturbances } from './disturbances.ts'
import { createGuard } from './guard.ts'
import { createNotices, type Notices } from './notices.ts'
import { createOrders } from './orders.ts'
import { registerBankRoutes } from './routes.ts'
import { createSettlement } from './settlement.ts'
import { defaultTimings, type BankTimings } from './timings.ts'

export interface Bank {
  register(router: Router): void
  desk: Desk
  books: Books
  notices: Notices
  /** Takes up what a stop left open: payments that are due, notices not yet received. */
  start(): void
  stop(): Promise<void>
}

export function createBank(world: World, timings: Partial<BankTimings> = {}): Bank {
  const all = { ...defaultTimings, ...timings }
  const books = createBooks(world)
  const notices = createNotices(world, all)
  const orders = createOrders(world, books, notices)
  const bank: BankContext = { world, books, orders, notices, timings: all }
  const settlement = createSettlement(bank)
  const disturbances = createDisturbances()
  const guard = createGuard(world)
  return {
    register: (router) => registerBankRoutes(router, bank, guard, settlement, disturbances),
    desk: createDesk(bank, settlement, disturbances),
    books,
    notices,
    start: () => {
      settlement.start()
      notices.start()
    },
    stop: async () => {
      settlement.stop()
      await notices.stop()
    },
  }
}
