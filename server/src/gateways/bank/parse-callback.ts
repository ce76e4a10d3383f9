import { GatewayError } from '../gateway-error.ts'
import type { BankGatewayConfig } from './config.ts'
import type { BankGateway, BankNotice } from './port.ts'
import { ZNotice } from './schemas.ts'
import { isFresh, isSignedBy, requestText } from './signature.ts'

const refused = (code: string, message: string): GatewayError =>
  new GatewayError('bank', 'rejected', message, code)

/** Verifies and reads a notice of the bank; see BankGateway.parseCallback. */
export function createParseCallback(config: BankGatewayConfig): BankGateway['parseCallback'] {
  const path = config.callbackPath ?? '/bank/callback'
  return (headers, rawBody): BankNotice => {
    const header = (name: string): string => {
      const value = headers[name]
      return typeof value === 'string' ? value : ''
    }
    const body = rawBody.toString()
    const timestamp = header('x-bank-timestamp')
    if (!isFresh(timestamp)) throw refused('STALE_TIMESTAMP', 'The notice is too old or has no time')
    const text = requestText('POST', path, timestamp, header('x-bank-nonce'), body)
    if (!isSignedBy(text, header('x-bank-signature'), config.publicKey)) {
      throw refused('BAD_SIGNATURE', 'The notice is not signed by the bank')
    }
    return readNotice(body)
  }
}

function readNotice(body: string): BankNotice {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw refused('MALFORMED_NOTICE', 'The notice is not JSON')
  }
  const result = ZNotice.safeParse(value)
  if (!result.success) throw refused('MALFORMED_NOTICE', 'The notice has an unknown form')
  return result.data
}
