import type { Context } from 'koa'
import { rawBody } from '../http/raw-body.ts'
import type { World } from '../world/context.ts'
import { BankRefusal } from './model.ts'
import { isFresh, newNonce, requestText, responseText, sign, timestampNow, verify } from './signature.ts'

const nonceLifeMs = 601_000

/** Checks who asks (client, time, nonce, signature) and signs what the bank answers. */
export interface Guard {
  /** @throws BankRefusal 401 UNKNOWN_CLIENT, STALE_TIMESTAMP, BAD_SIGNATURE, NONCE_REPLAYED */
  check(ctx: Context): void
  answer(ctx: Context, status: number, body: string, contentType: string, forged?: boolean): void
}

export function createGuard(world: World): Guard {
  const nonces = world.store.table<true>('bank-nonces')
  const seen = world.store.table<{ id: string; nonce: string }>('bank-nonce-times')
  const { bank } = world.credentials

  /** Removes the nonces that are too old to pass the time check anyway; ids begin with their time. */
  function forgetOldNonces(): void {
    const oldest = String(Date.now() - nonceLifeMs)
    for (const { id, nonce } of seen.list()) {
      if (id > oldest) return
      seen.remove(id)
      nonces.remove(nonce)
    }
  }

  function check(ctx: Context): void {
    const timestamp = ctx.get('x-bank-timestamp')
    const nonce = ctx.get('x-bank-nonce')
    const text = requestText(ctx.method, ctx.originalUrl, timestamp, nonce, rawBody(ctx).toString('utf8'))
    if (ctx.get('x-bank-client') !== bank.clientId) refuse('UNKNOWN_CLIENT', '客户号不存在')
    if (!isFresh(timestamp)) refuse('STALE_TIMESTAMP', '请求时间与银行时间相差超过五分钟')
    if (!/^[A-Za-z0-9_-]{16,64}$/.test(nonce)) refuse('BAD_SIGNATURE', '随机串格式有误')
    if (!verify(text, ctx.get('x-bank-signature'), bank.clientPublicKey)) refuse('BAD_SIGNATURE', '验签失败')
    if (nonces.get(nonce)) refuse('NONCE_REPLAYED', '请求重复')
    world.store.transaction(() => {
      const id = `${Date.now()}-${nonce}`
      nonces.put(nonce, true)
      seen.put(id, { id, nonce })
      if (world.store.nextNumber('bank-nonce') % 100 === 0) forgetOldNonces()
    })
  }

  function answer(ctx: Context, status: number, body: string, contentType: string, forged = false): void {
    const timestamp = timestampNow()
    const nonce = newNonce()
    const text = responseText(status, ctx.get('x-bank-nonce'), timestamp, nonce, forged ? `${body} ` : body)
    ctx.status = status
    ctx.set({
      'content-type': contentType,
      'x-bank-timestamp': timestamp,
      'x-bank-nonce': nonce,
      'x-bank-signature': sign(text, bank.bankPrivateKey),
    })
    ctx.body = body
  }

  return { check, answer }
}

function refuse(code: string, message: string): never {
  throw new BankRefusal(401, code, message)
}
