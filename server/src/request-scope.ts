import { AsyncLocalStorage } from 'node:async_hooks'
import type { ClientSession } from 'mongoose'

/** What a command may know of the HTTP request it runs for. */
export interface RequestScope {
  requestId: string
  ip: string
  device: string
  /** Set while an `Idempotency-Key` is held: marks the key as spent in the command's own transaction. */
  spendKey?: (session: ClientSession) => Promise<void>
}

const storage = new AsyncLocalStorage<RequestScope>()

/** The request being served, or undefined in jobs and seeds. */
export function requestScope(): RequestScope | undefined {
  return storage.getStore()
}

export function withRequestScope<T>(scope: RequestScope, run: () => T): T {
  return storage.run(scope, run)
}
