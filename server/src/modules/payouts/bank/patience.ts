import type { Services } from '../../../services.ts'
import type { BankRequest } from '../models/bank-request.ts'

const shortestMs = 10_000
const longestMs = 30 * 60_000

/** How long to wait before the bank is asked again, ms: the longer a request is open, the rarer. */
export function patienceWith(services: Services, request: Pick<BankRequest, 'createdAt'>): number {
  const openMs = services.clock.now().getTime() - request.createdAt.getTime()
  return Math.min(Math.max(openMs / 2, shortestMs), longestMs)
}
