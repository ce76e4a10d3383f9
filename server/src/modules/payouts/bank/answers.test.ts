import { expect, it } from 'vitest'
import { GatewayError } from '../../../gateways/gateway-error.ts'
import { readAnswer, readError } from './answers.ts'

const rejected = (code?: string) => readError(new GatewayError('bank', 'rejected', 'refused', code)).state

it('only a refusal of the order itself is a failed payment', () => {
  expect(rejected('ACCOUNT_CLOSED')).toBe('failed')
  expect(rejected('ACCOUNTS_NOT_RELATED')).toBe('failed')
})

it('a refusal of how it was asked lets it be sent again', () => {
  expect(rejected('STALE_TIMESTAMP')).toBe('not-sent')
  expect(readError(new GatewayError('bank', 'unavailable', 'busy')).state).toBe('not-sent')
})

it.each([undefined, 'SYSTEM_MAINTENANCE', 'REQUEST_ID_REUSED'])(
  'a refusal that nobody knows (%s) leaves it open, for the money may have moved',
  (code) => {
    expect(rejected(code)).toBe('unknown')
  },
)

it('a time-out leaves it open', () => {
  expect(readError(new GatewayError('bank', 'timeout', 'no answer')).state).toBe('unknown')
})

it('an order that failed failed for certain, whatever its code', () => {
  const answer = readAnswer({ state: 'failed', failCode: 'CHANNEL_FAILED', failReason: '渠道失败' })
  expect(answer).toMatchObject({ state: 'failed', code: 'CHANNEL_FAILED', reason: '渠道失败' })
})

it('what is no error of the gateway is thrown on', () => {
  expect(() => readError(new TypeError('a mistake of ours'))).toThrow('a mistake of ours')
})
