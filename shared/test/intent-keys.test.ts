import { describe, expect, test } from 'vitest'
import { ApiError, createIntentKeys, isSettled, newKey } from '../src/index.ts'

const counted = () => {
  let count = 0
  return createIntentKeys(undefined, () => `key-${(count += 1)}`)
}

describe('the key of what somebody wants', () => {
  test('stays the same over retries of the same wish', () => {
    const keys = counted()
    expect(keys.keyFor('accept-1', undefined)).toBe('key-1')
    expect(keys.keyFor('accept-1', undefined)).toBe('key-1')
  })

  test('is another one after an answer came', () => {
    const keys = counted()
    keys.keyFor('accept-1', undefined)
    keys.settle('accept-1', undefined)
    expect(keys.keyFor('accept-1', undefined)).toBe('key-2')
  })

  test('is another one for changed content, and the first is kept', () => {
    const keys = counted()
    expect(keys.keyFor('reject-1', '太远')).toBe('key-1')
    expect(keys.keyFor('reject-1', '时间不合适')).toBe('key-2')
    expect(keys.keyFor('reject-1', '太远')).toBe('key-1')
  })

  test('tells two tasks apart', () => {
    const keys = counted()
    expect(keys.keyFor('accept-1', undefined)).not.toBe(keys.keyFor('accept-2', undefined))
  })

  test('fits what the server takes and does not come twice', () => {
    const made = new Set(Array.from({ length: 1000 }, newKey))
    expect(made.size).toBe(1000)
    for (const key of made) expect(key).toMatch(/^[a-z0-9-]{20,64}$/)
  })
})

describe('an answer settles a wish', () => {
  test.each([
    ['no answer', 0, undefined, false],
    ['a broken server', 500, 'INTERNAL', false],
    ['a server in maintenance', 503, 'UNAVAILABLE', false],
    ['the first try still running', 409, 'IDEMPOTENCY_IN_PROGRESS', false],
    ['a refusal', 409, 'STATE_CONFLICT', true],
    ['wrong content', 400, 'BAD_REQUEST', true],
  ] as const)('%s', (_, status, code, settled) => {
    expect(isSettled(new ApiError(status, { message: 'x', ...(code ? { code } : {}) }))).toBe(settled)
  })
})
