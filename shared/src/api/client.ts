import type { BodyInputOf, Endpoint, ParamsOf, QueryInputOf, ResponseOf } from './endpoint.ts'
import type { ErrorCode } from '../errors.ts'

/** What the server sends with every status of 400 and above. */
export interface ErrorBody {
  error: { code: ErrorCode; message: string; param?: string; details?: unknown; requestId: string }
}

/** A refused call, with the message to show to the user. */
export class ApiError extends Error {
  readonly status: number
  readonly code: ErrorCode | 'NETWORK'
  readonly param: string | undefined
  readonly details: unknown
  readonly requestId: string | undefined
  constructor(status: number, error: Partial<ErrorBody['error']> & { message: string }) {
    super(error.message)
    this.name = 'ApiError'
    this.status = status
    this.code = error.code ?? 'NETWORK'
    this.param = error.param
    this.details = error.details
    this.requestId = error.requestId
  }
}

export interface TransportRequest {
  method: string
  /** Path and query, beginning with /api/. */
  url: string
  headers: Record<string, string>
  /** JSON body, or undefined. */
  json: unknown
  /** What to upload, as the platform names it: a Blob in a browser, a temporary path in the mini-program. */
  file?: { field: string; content: unknown; name?: string }
}

/** Sends one request; rejects only when no answer came. fetch and Taro.request each have one. */
export type Transport = (request: TransportRequest) => Promise<{ status: number; json: unknown }>

type Empty = Record<string, never>
type Part<Name extends string, T> = unknown extends T
  ? unknown
  : T extends Empty
    ? unknown
    : keyof T extends never
      ? unknown
      : { [K in Name]: T }

/** Arguments of a call: only the parts the endpoint has. */
export type CallInput<E extends Endpoint> = Part<'params', ParamsOf<E>> &
  Part<'query', QueryInputOf<E>> &
  Part<'body', BodyInputOf<E>> & {
    /** One per intent of the user; kept over retries so that nothing is done twice. */
    idempotencyKey?: string
    file?: TransportRequest['file']
  }

const networkMessage = '网络不通，请检查网络后重试，已填写的内容不会丢失'

/** Builds the address of an endpoint with its parameters filled in. */
export function urlOf(
  endpoint: Endpoint,
  params: Record<string, unknown> = {},
  query: Record<string, unknown> = {},
): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const pairs = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  const search = pairs
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&')
  return search ? `${path}?${search}` : path
}

/**
 * A key for `Idempotency-Key` that no other call of this user has: time and 20 random characters. It need not be
 * secret (the server keeps keys per user), so it does without the crypto that the mini-program lacks.
 */
export function newKey(): string {
  const random = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0')
  return `${Date.now().toString(36)}-${random()}${random()}`
}

/**
 * The typed client of every side. `headers` gives the session token; `onError` sees each refusal once
 * (to sign out on 401, for example). Throws ApiError.
 */
export function createClient(options: {
  transport: Transport
  headers: () => Record<string, string>
  onError?: (error: ApiError) => void
}): <E extends Endpoint>(endpoint: E, input: CallInput<E>) => Promise<ResponseOf<E>> {
  return async (endpoint, input) => {
    const parts = input as {
      params?: Record<string, unknown>
      query?: Record<string, unknown>
      body?: unknown
      idempotencyKey?: string
      file?: TransportRequest['file']
    }
    const request: TransportRequest = {
      method: endpoint.method,
      url: urlOf(endpoint, parts.params, parts.query),
      headers: {
        ...options.headers(),
        ...(endpoint.idempotent ? { 'Idempotency-Key': parts.idempotencyKey ?? newKey() } : {}),
      },
      json: parts.body,
      ...(parts.file ? { file: parts.file } : {}),
    }
    let answer: { status: number; json: unknown }
    try {
      answer = await options.transport(request)
    } catch {
      const error = new ApiError(0, { message: networkMessage })
      options.onError?.(error)
      throw error
    }
    if (answer.status >= 400) {
      const error = new ApiError(
        answer.status,
        (answer.json as ErrorBody | undefined)?.error ?? { message: '服务暂时不可用，请稍后重试' },
      )
      options.onError?.(error)
      throw error
    }
    return answer.json as never
  }
}
