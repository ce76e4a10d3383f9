import { GatewayError } from '../gateway-error.ts'

const neverReached = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/
const didNothing = /^(RequestLimitExceeded|LimitExceeded|ResourceUnavailable)/
const unclear = /^InternalError/

/**
 * Runs one SDK call and turns its failure into a GatewayError that carries the service's code and none of its
 * text, which may repeat personal data.
 */
export async function callTencent<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw toGatewayError(action, error)
  }
}

function toGatewayError(action: string, error: unknown): GatewayError {
  const { code, httpCode, message } = describe(error)
  if (code) {
    const kind = unclear.test(code) ? 'timeout' : didNothing.test(code) ? 'unavailable' : 'rejected'
    return new GatewayError('tencent', kind, `${action}: ${code}`, code)
  }
  if (httpCode !== undefined) return new GatewayError('tencent', 'timeout', `${action}: HTTP ${httpCode}`)
  if (neverReached.test(message))
    return new GatewayError('tencent', 'unavailable', `${action}: not reachable`)
  return new GatewayError('tencent', 'timeout', `${action}: no trustworthy answer in time`)
}

function describe(error: unknown): { code?: string; httpCode?: number; message: string } {
  if (!(error instanceof Error)) return { message: '' }
  return {
    ...('code' in error && typeof error.code === 'string' && error.code !== '' ? { code: error.code } : {}),
    ...('httpCode' in error && typeof error.httpCode === 'number' ? { httpCode: error.httpCode } : {}),
    message: error.message,
  }
}
