import { z } from 'zod'
import type { Permission } from '../permissions.ts'

/** Who may call an endpoint. `console` is any signed-in console account, with or without an organisation. */
export type Caller = 'public' | 'worker' | 'console' | 'enterprise' | 'provider' | 'platform'

/** A file the endpoint takes as multipart/form-data beside its body fields. */
export interface UploadRule {
  field: string
  maxBytes: number
  accept: readonly ('jpeg' | 'png' | 'pdf' | 'xlsx')[]
}

/**
 * One endpoint of the product's HTTP interface. Server routes, the typed client and /openapi.json
 * all derive from this value, so nothing about a request is written twice.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path with `:name` parameters, beginning with /api/. */
  path: string
  /** Chinese, shown on the API page. */
  summary: string
  caller: Caller
  /** What the member's role must grant; checked by the policy layer before the handler runs. */
  permission?: Permission
  params: Params
  query: Query
  body: Body
  response: Response
  /** True for every POST that moves state: the client must send `Idempotency-Key`. */
  idempotent: boolean
  upload?: UploadRule
  /** The answer is a file and not JSON (the response schema is then unused). */
  download?: boolean
}

const nothing = z.object({})
export type Nothing = typeof nothing

type EndpointInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = Pick<
  Endpoint,
  'method' | 'path' | 'summary' | 'caller'
> &
  Partial<Pick<Endpoint, 'permission' | 'idempotent' | 'upload' | 'download'>> & {
    params?: P
    query?: Q
    body?: B
    response?: R
  }

/** Defines an endpoint; a POST is idempotent by key unless it says otherwise. */
export function defineEndpoint<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
  R extends z.ZodType = Nothing,
>(input: EndpointInput<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    ...input,
    params: (input.params ?? nothing) as P,
    query: (input.query ?? nothing) as Q,
    body: (input.body ?? nothing) as B,
    response: (input.response ?? nothing) as R,
    idempotent: input.idempotent ?? input.method === 'POST',
  }
}

export type ParamsOf<E extends Endpoint> = z.output<E['params']>
export type QueryOf<E extends Endpoint> = z.output<E['query']>
export type BodyOf<E extends Endpoint> = z.output<E['body']>
export type BodyInputOf<E extends Endpoint> = z.input<E['body']>
export type QueryInputOf<E extends Endpoint> = z.input<E['query']>
export type ResponseOf<E extends Endpoint> = z.output<E['response']>
