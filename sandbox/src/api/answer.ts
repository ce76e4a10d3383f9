import type { Context } from 'koa'
import { BankRefusal } from '../bank/model.ts'

/** Runs a handler of the control API: what it returns becomes the JSON answer, errors become {message}. */
export function answering(handle: (ctx: Context) => unknown) {
  return async (ctx: Context): Promise<void> => {
    try {
      guardOrigin(ctx)
      const value = await handle(ctx)
      if (value !== undefined || ctx.body == null) ctx.body = value ?? { ok: true }
    } catch (error) {
      const status =
        error instanceof BankRefusal ? error.status : ((error as { status?: number }).status ?? 500)
      ctx.status = status
      ctx.body = { message: error instanceof Error ? error.message : '沙箱出错' }
      if (status >= 500) ctx.app.emit('error', error, ctx)
    }
  }
}

/** Another web site open in the same browser must not play with the sandbox. */
function guardOrigin(ctx: Context): void {
  const origin = ctx.get('origin')
  if (origin === '' || ctx.method === 'GET') return
  const host = URL.canParse(origin) ? new URL(origin).hostname : ''
  const isLocal = host === 'localhost' || host === '127.0.0.1' || host.endsWith('.localhost')
  if (!isLocal && new URL(origin).host !== ctx.host) ctx.throw(403, '只接受本机页面的操作')
}

/** A path parameter. */
export function parameter(ctx: Context, name: string): string {
  return String((ctx['params'] as Record<string, string | undefined>)[name] ?? '')
}

/** A refusal with a message for the page. */
export function refuse(message: string, status = 400): never {
  throw new BankRefusal(status, 'REFUSED', message)
}
