import { GatewayError } from '../gateway-error.ts'

const neverReached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** Busy, and the call quotas of a minute or a day: the message can be sent later. */
const passing = new Set(['-1', '45009', '45011'])

/**
 * Runs one SDK call and turns its failure into a GatewayError that carries WeChat's errcode and nothing of the
 * SDK's message, which repeats the URL with the secret.
 */
export async function callWechat<T>(operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw error instanceof GatewayError || error instanceof RangeError
      ? error
      : toGatewayError(operation, error)
  }
}

function toGatewayError(operation: string, error: unknown): GatewayError {
  const name = error instanceof Error ? error.name : ''
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^-?\d+$/.test(code))
    return new GatewayError(
      'wechat',
      passing.has(code) ? 'unavailable' : 'rejected',
      `${operation}: errcode ${code}`,
      code,
    )
  if (neverReached.has(code)) return new GatewayError('wechat', 'unavailable', `${operation}: not reachable`)
  if (name === 'WeChatAPIError')
    return new GatewayError('wechat', 'timeout', `${operation}: unreadable answer`)
  return new GatewayError('wechat', 'timeout', `${operation}: no trustworthy answer in time`)
}
