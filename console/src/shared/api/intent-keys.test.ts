import { expect, it } from 'vitest'
import { ApiError } from '@linggong/shared'
import { createIntentKeys, isSettled } from './intent-keys'

function counting() {
  let count = 0
  return createIntentKeys(() => `key-${++count}`)
}

it('a retry of the same wish sends the same key', () => {
  const keys = counting()
  const wish = { params: { id: 'b1' }, body: { stepUpId: 's1', code: '123456' } }
  expect(keys.keyFor('POST /confirm', wish)).toBe('key-1')
  expect(keys.keyFor('POST /confirm', { ...wish })).toBe('key-1')
})

it('changed content is another wish with another key', () => {
  const keys = counting()
  keys.keyFor('POST /refunds', { body: { amount: 100 } })
  expect(keys.keyFor('POST /refunds', { body: { amount: 200 } })).toBe('key-2')
})

it('after an answer the same wish is a new one', () => {
  const keys = counting()
  const input = { body: { reason: '重复发布' } }
  keys.keyFor('POST /cancel', input)
  keys.settle('POST /cancel', input)
  expect(keys.keyFor('POST /cancel', input)).toBe('key-2')
})

it('two files of the same name but different content are two wishes', () => {
  const keys = counting()
  const upload = (text: string) => ({ file: { content: new File([text], '明细.xlsx', { lastModified: 1 }) } })
  keys.keyFor('POST /file', upload('一'))
  expect(keys.keyFor('POST /file', upload('一二'))).toBe('key-2')
})

it('a refusal settles a wish; no answer, a broken server and one still at work leave it open', () => {
  const refusal = (status: number, code?: 'IDEMPOTENCY_IN_PROGRESS' | 'STATE_CONFLICT') =>
    new ApiError(status, { message: '', ...(code ? { code } : {}) })
  expect(isSettled(refusal(409, 'STATE_CONFLICT'))).toBe(true)
  expect(isSettled(refusal(0))).toBe(false)
  expect(isSettled(refusal(503))).toBe(false)
  expect(isSettled(refusal(409, 'IDEMPOTENCY_IN_PROGRESS'))).toBe(false)
})
