import { ApiError } from '@linggong/shared'
import { newKey } from '@/api/new-key'

/**
 * Whether the server's answer settles what the worker wanted. No answer, a broken server or "still in
 * progress" leaves it open: it may have been done.
 */
export function isSettled(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return error.status > 0 && error.status < 500 && error.code !== 'IDEMPOTENCY_IN_PROGRESS'
}

export interface IntentKeys {
  keyFor(intent: string, input: unknown): string
  settle(intent: string, input: unknown): void
}

/**
 * One Idempotency-Key per thing the worker wants. The same wish with the same content keeps its key over
 * retries and over leaving the page, until an answer came; changed content is another wish.
 */
export function createIntentKeys(makeKey: () => string = newKey): IntentKeys {
  const open = new Map<string, string>()
  const nameOf = (intent: string, input: unknown) => `${intent}:${JSON.stringify(input ?? null)}`
  return {
    keyFor(intent, input) {
      const name = nameOf(intent, input)
      const key = open.get(name) ?? makeKey()
      open.set(name, key)
      return key
    },
    settle(intent, input) {
      open.delete(nameOf(intent, input))
    },
  }
}

/** The wishes of this app's life. */
export const intentKeys = createIntentKeys()
