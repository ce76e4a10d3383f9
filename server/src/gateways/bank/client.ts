import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { GatewayError } from '../gateway-error.ts'
import type { BankGatewayConfig } from './config.ts'
import { isFresh, isSignedBy, requestText, responseText, signText } from './signature.ts'

/** Signed HTTP to the bank. Answers are believed only when the bank's signature fits. */
export interface BankClient {
  /** One try: an order of money must never be repeated unseen. @throws GatewayError */
  post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T>
  /** A question; up to three tries. @throws GatewayError */
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>
}

const ZRefusal = z.object({ code: z.string(), message: z.string() })

/** Errors of a connection that never came about: nothing was sent. */
const notConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

const unknown = (message: string, code?: string): GatewayError =>
  new GatewayError('bank', 'timeout', message, code)

export function createBankClient(config: BankGatewayConfig): BankClient {
  const baseUrl = config.baseUrl.replace(/\/$/, '')
  const timeoutMs = config.timeoutMs ?? 5_000

  async function exchange<T>(
    method: 'GET' | 'POST',
    path: string,
    body: string,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const timestamp = String(Math.floor(Date.now() / 1000))
    const nonce = randomBytes(16).toString('hex')
    const url = new URL(baseUrl + path)
    const target = url.pathname + url.search
    const { status, headers, text } = await send(url, {
      method,
      headers: {
        'x-bank-client': config.clientId,
        'x-bank-timestamp': timestamp,
        'x-bank-nonce': nonce,
        'x-bank-signature': signText(
          requestText(method, target, timestamp, nonce, body),
          config.clientPrivateKey,
        ),
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      },
      ...(method === 'POST' ? { body } : {}),
    })
    requireBankSignature(status, nonce, headers, text)
    return read(status, text, schema)
  }

  async function send(
    url: URL,
    init: RequestInit,
  ): Promise<{ status: number; headers: Headers; text: string }> {
    try {
      const response = await fetch(url, {
        ...init,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      return { status: response.status, headers: response.headers, text: await response.text() }
    } catch (error) {
      const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined
      if (notConnected.has(cause?.code ?? '')) {
        throw new GatewayError('bank', 'unavailable', 'The bank could not be reached', cause?.code)
      }
      throw unknown('The bank did not answer in time', cause?.code)
    }
  }

  function requireBankSignature(status: number, requestNonce: string, headers: Headers, text: string): void {
    const timestamp = headers.get('x-bank-timestamp') ?? ''
    const signed = responseText(status, requestNonce, timestamp, headers.get('x-bank-nonce') ?? '', text)
    const isGenuine =
      isFresh(timestamp) && isSignedBy(signed, headers.get('x-bank-signature') ?? '', config.publicKey)
    if (!isGenuine)
      throw unknown(`The answer is not signed by the bank (HTTP ${status})`, 'BAD_RESPONSE_SIGNATURE')
  }

  function read<T>(status: number, text: string, schema: z.ZodType<T>): T {
    const body = parseJson(text)
    if (status === 200) {
      const result = schema.safeParse(body)
      if (result.success) return result.data
      throw unknown('The bank answered in an unknown form', 'MALFORMED_ANSWER')
    }
    const refusal = ZRefusal.safeParse(body).data
    if (status === 503) throw new GatewayError('bank', 'unavailable', 'The bank is busy', refusal?.code)
    if (status >= 500) throw unknown(`The bank failed (HTTP ${status})`, refusal?.code)
    throw new GatewayError('bank', 'rejected', refusal?.message ?? `HTTP ${status}`, refusal?.code)
  }

  async function get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    for (const pauseMs of [100, 400]) {
      try {
        return await exchange('GET', path, '', schema)
      } catch (error) {
        if (error instanceof GatewayError && error.kind === 'rejected') throw error
        await sleep(pauseMs)
      }
    }
    return exchange('GET', path, '', schema)
  }

  return { post: (path, body, schema) => exchange('POST', path, JSON.stringify(body), schema), get }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
