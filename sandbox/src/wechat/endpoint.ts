import type Router from '@koa/router'
import type { Context } from 'koa'
import { rawBody } from '../http/raw-body.ts'
import { badJson, WechatError } from './wechat-error.ts'

/** Body of a POST as a JSON value; WeChat's own error when it is none. */
export function readJson(ctx: Context): unknown {
  try {
    return JSON.parse(rawBody(ctx).toString('utf8'))
  } catch {
    throw badJson()
  }
}

/** One query parameter, '' when it is missing or given twice. */
export function queryText(ctx: Context, name: string): string {
  const value = ctx.query[name]
  return typeof value === 'string' ? value : ''
}

/**
 * Registers a JSON call. The answer is compact JSON (clients replace control characters before parsing); a string
 * is sent as it is; refusals are HTTP 200 with {errcode, errmsg}.
 */
export function jsonCall(
  router: Router,
  method: 'get' | 'post',
  path: string,
  handle: (ctx: Context) => object | string | Promise<object | string>,
): void {
  router[method](path, async (ctx) => {
    let answer: object | string
    try {
      answer = await handle(ctx)
    } catch (error) {
      if (!(error instanceof WechatError)) throw error
      answer = { errcode: error.errcode, errmsg: error.message }
    }
    if (Buffer.isBuffer(answer)) {
      ctx.type = 'image/jpeg'
      ctx.body = answer
      return
    }
    ctx.type = 'application/json'
    ctx.body = typeof answer === 'string' ? answer : JSON.stringify(answer)
  })
}

export const done = { errcode: 0, errmsg: 'ok' }
