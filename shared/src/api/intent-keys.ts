import { ApiError, newKey } from './client.ts'

/**
 * Whether the server's answer settles what the user wanted. No answer, a broken server or "still in progress"
 * leaves it open: it may have been done.
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
 * One Idempotency-Key per thing the user wants: the same wish with the same content keeps its key over retries
 * and over leaving the page, until an answer came. Changed content is another wish. `describe` words values that
 * JSON does not tell apart, as JSON.stringify's replacer does.
 */
export function createIntentKeys(
  describe?: (key: string, value: unknown) => unknown,
  makeKey: () => string = newKey,
): IntentKeys {
  const open = new Map<string, string>()
  const nameOf = (intent: string, input: unknown) => `${intent} ${JSON.stringify(input ?? null, describe)}`
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
