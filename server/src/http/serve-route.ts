import { withRequestScope, type RequestScope } from '../request-scope.ts'
import type { Context } from 'koa'
import { AppError } from '../errors.ts'
import type { Services } from '../services.ts'
import { authenticate } from './authenticate.ts'
import { authorize } from './authorize.ts'
import { holdKey } from './idempotency.ts'
import type { RateLimits } from './limits.ts'
import { readJson, readUpload } from './read-body.ts'
import type { ApiRequest, Download, Route } from './route.ts'
import { stateOf } from './state.ts'
import { validate } from './validate.ts'

const keyPattern = /^[\w-]{8,128}$/

interface Answer {
  status: number
  body: unknown
}

async function readRequest({ endpoint }: Route, ctx: Context) {
  if (endpoint.upload) return readUpload(ctx, endpoint.upload)
  if (endpoint.method === 'GET') return { body: {}, file: undefined }
  return { body: await readJson(ctx), file: undefined }
}

/** The handler's answer with only the fields of the contract; a missing one is a fault of ours. */
function present({ endpoint }: Route, value: unknown): Answer {
  const result = endpoint.response.safeParse(value)
  if (!result.success) {
    const issue = result.error.issues[0]
    throw new Error(
      `answer of ${endpoint.method} ${endpoint.path} breaks its contract at ${issue?.path.join('.')}: ${issue?.message}`,
    )
  }
  return { status: 200, body: result.data }
}

function sendDownload(ctx: Context, { content, contentType, fileName }: Download): void {
  ctx.type = contentType
  ctx.set('Cache-Control', 'private, no-store')
  if (fileName) ctx.attachment(fileName, { fallback: 'download' })
  ctx.body = content
}

async function runOnce(
  route: Route,
  request: ApiRequest<Route['endpoint']>,
  scope: RequestScope,
): Promise<Answer> {
  const { services, actor, ctx, body, file } = request
  const key = ctx.get('idempotency-key')
  if (!keyPattern.test(key)) throw new AppError('IDEMPOTENCY_KEY_MISSING')
  const { method, path, querystring: query } = ctx
  const held = await holdKey(services, { key, actor, method, path, query, body, fileSha256: file?.sha256 })
  if ('replay' in held) {
    ctx.set('Idempotent-Replayed', 'true')
    return held.replay
  }
  try {
    const value = await withRequestScope({ ...scope, spendKey: held.spend }, () => route.handle(request))
    const answer = present(route, value)
    await held.answer(answer.status, answer.body)
    return answer
  } catch (error) {
    if (error instanceof AppError) await held.release()
    else await held.releaseUnlessSpent()
    throw error
  }
}

/** Serves one endpoint: limits → session → validation → policy → idempotency → handler → contract. */
export function serveRoute(
  services: Services,
  limits: RateLimits,
  route: Route,
): (ctx: Context) => Promise<void> {
  const { endpoint, options } = route
  return async (ctx) => {
    const state = stateOf(ctx)
    state.pattern = endpoint.path
    await limits.consume('address', ctx, state.actor)
    const actor = (state.actor = await authenticate(services, ctx))
    await limits.consume('account', ctx, actor)
    if (options.limit) await limits.consume(options.limit, ctx, actor)
    authorize(endpoint, actor)

    const params = validate(endpoint.params, 'params', ctx['params'])
    const query = validate(endpoint.query, 'query', { ...ctx.query })
    const input = await readRequest(route, ctx)
    const body = validate(endpoint.body, 'body', input.body)

    const { requestId } = state
    const device = ctx.get('user-agent').slice(0, 200)
    const now = services.clock.now()
    const { ip, headers } = ctx
    const request = {
      params,
      query,
      body,
      file: input.file,
      actor,
      services,
      requestId,
      now,
      ip,
      device,
      headers,
      ctx,
    }

    if (endpoint.download) {
      sendDownload(ctx, (await route.handle(request)) as Download)
      return
    }
    const scope: RequestScope = { requestId, ip, device }
    const answer = endpoint.idempotent
      ? await runOnce(route, request, scope)
      : present(route, await route.handle(request))
    ctx.set('Cache-Control', 'no-store')
    ctx.status = answer.status
    // Koa turns a null body into 204 without content; the contract's null is the JSON value.
    ctx.type = 'json'
    ctx.body = JSON.stringify(answer.body)
  }
}
