import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ResponseOf } from '@linggong/shared/api/endpoint'
import type { Context } from 'koa'
import type { Actor } from '../actor.ts'
import type { Services } from '../services.ts'
import type { LimitName } from './limits.ts'
import type { UploadedFile } from './read-body.ts'

/** A request that passed limits, session, validation and the first half of the policy. */
export interface ApiRequest<E extends Endpoint> {
  params: ParamsOf<E>
  query: QueryOf<E>
  body: BodyOf<E>
  /** Set when the endpoint takes an upload. */
  file: UploadedFile | undefined
  actor: Actor
  services: Services
  requestId: string
  /** Business time. */
  now: Date
  ip: string
  /** User agent, at most 200 characters. */
  device: string
  headers: IncomingHttpHeaders
  ctx: Context
}

/** The answer of an endpoint with `download: true`. */
export interface Download {
  content: Buffer | Readable
  contentType: string
  /** Offered as the name to save under; without it the content is shown in the page. */
  fileName?: string
}

export interface RouteOptions {
  /** A named limit beside those of every call. */
  limit?: LimitName
}

/** An endpoint with what serves it. */
export interface Route {
  endpoint: Endpoint
  options: RouteOptions
  handle(request: ApiRequest<Endpoint>): Promise<unknown>
}

/** Binds a handler to an endpoint of the contract; the handler's types come from the endpoint. */
export function route<E extends Endpoint>(
  endpoint: E,
  handler: (request: ApiRequest<E>) => Promise<ResponseOf<E>>,
  options: RouteOptions = {},
): Route {
  if (endpoint.download) throw new Error(`${endpoint.path} answers a file: use downloadRoute`)
  return { endpoint, options, handle: (request) => handler(request as ApiRequest<E>) }
}

/** Binds a handler that answers a file. */
export function downloadRoute<E extends Endpoint>(
  endpoint: E,
  handler: (request: ApiRequest<E>) => Promise<Download>,
  options: RouteOptions = {},
): Route {
  if (!endpoint.download) throw new Error(`${endpoint.path} does not answer a file: use route`)
  return { endpoint, options, handle: (request) => handler(request as ApiRequest<E>) }
}
