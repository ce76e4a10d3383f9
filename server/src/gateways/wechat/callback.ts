import wechat, { type Article } from 'co-wechat'
import type { Context } from 'koa'
import { isSignedBy, openMessage } from './callback-crypto.ts'
import { messageKey, toMessage } from './callback-message.ts'
import { readRawBody } from './callback-body.ts'
import type { Dedupe, HandleWechatMessage, Reply, WechatCallback, WechatCallbackConfig } from './port.ts'

/** Signatures older or newer than this are refused, in ms of real time. */
const freshnessMs = 300_000

class HandlerFailure extends Error {}

/**
 * Middleware for WeChat's callback address, GET (address check) and POST (messages), in AES mode only. It reads
 * the raw body: no body parser may stand before it.
 *
 * Answers 401 to a wrong signature, a stale timestamp, a plaintext or foreign message and 400 to malformed XML,
 * without calling `handle`. A repeated message is answered empty. When `handle` throws, `forget` is called with the
 * message's key so that WeChat's repetition is processed, and the error goes on.
 */
export function createWechatCallback(
  config: WechatCallbackConfig,
  handle: HandleWechatMessage,
  dedupe: Dedupe,
  forget: (key: string) => Promise<void> = async () => undefined,
): WechatCallback {
  const library = wechat({ token: config.oaToken, appid: config.oaAppId, encodingAESKey: config.oaAesKey })
  const answer = library.middleware(async (fields) => {
    const message = toMessage(fields)
    if (!message) throw new SyntaxError('Message without sender, time or type')
    const key = messageKey(fields)
    if (!(await dedupe(key))) return ''
    try {
      return toLibraryReply(await handle(message))
    } catch (error) {
      await forget(key)
      throw new HandlerFailure('WeChat message not handled', { cause: error })
    }
  })

  return async (ctx, next) => {
    if (!isFresh(ctx)) return refuse(ctx, 401)
    if (ctx.method === 'GET') return checkAddress(ctx, () => answer(ctx, next))
    if (ctx.method !== 'POST') return refuse(ctx, 405)

    const body = await readRawBody(ctx)
    if (body === undefined) return refuse(ctx, 413)
    if (!isGenuine(ctx, body, config)) return refuse(ctx, 401)
    Object.assign(ctx.request, { body })
    try {
      await answer(ctx, next)
    } catch (error) {
      if (error instanceof HandlerFailure) throw error.cause
      refuse(ctx, 400)
    }
  }
}

/** The echoed text is not covered by the signature: it must never be taken for a page. */
async function checkAddress(ctx: Context, answer: () => Promise<unknown>): Promise<void> {
  if (queryText(ctx, 'msg_signature') || queryText(ctx, 'signature') === '') return refuse(ctx, 401)
  await answer()
  ctx.type = 'text/plain'
}

function refuse(ctx: Context, status: 400 | 401 | 405 | 413): void {
  ctx.status = status
  ctx.body = ''
}

function queryText(ctx: Context, name: string): string {
  const value = ctx.query[name]
  return typeof value === 'string' ? value : ''
}

function isFresh(ctx: Context): boolean {
  const seconds = queryText(ctx, 'timestamp')
  return /^\d{1,12}$/.test(seconds) && Math.abs(Date.now() - Number(seconds) * 1_000) <= freshnessMs
}

/** Encrypted, signed over the ciphertext, and addressed to this account inside. */
function isGenuine(ctx: Context, body: string, config: WechatCallbackConfig): boolean {
  if (queryText(ctx, 'encrypt_type') !== 'aes') return false
  const encrypted = /<Encrypt>\s*<!\[CDATA\[([A-Za-z0-9+/=]+)\]\]>\s*<\/Encrypt>/.exec(body)?.[1]
  if (!encrypted) return false
  const parts = [config.oaToken, queryText(ctx, 'timestamp'), queryText(ctx, 'nonce'), encrypted]
  if (!isSignedBy(queryText(ctx, 'msg_signature'), parts)) return false
  return openMessage(encrypted, config.oaAesKey)?.appId === config.oaAppId
}

/** The library writes texts into CDATA sections as they are; '' means no reply. */
function toLibraryReply(reply: Reply | null): string | Article[] {
  if (reply === null) return ''
  if (typeof reply === 'string') return inCdata(reply)
  return reply.map(({ title, description, url, picUrl = '' }) => ({
    title: inCdata(title),
    description: inCdata(description),
    url: inCdata(url),
    picUrl: inCdata(picUrl),
  }))
}

const inCdata = (text: string): string => text.replaceAll(']]>', ']]]]><![CDATA[>')
