import { createReadStream, existsSync, statSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Middleware } from 'koa'

const dist = fileURLToPath(new URL('../../dist', import.meta.url))

const notBuilt = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>手机与银行 · 沙箱</title>
<p>页面还没有构建。请在项目根目录运行 <code>npm run build -w sandbox</code>，然后刷新。</p></html>`

/** Serves the built page "手机与银行" from sandbox/dist at /. */
export function servePage(): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    const relative = ctx.path === '/' ? 'index.html' : normalize(ctx.path).replace(/^[/\\]+/, '')
    const file = join(dist, relative)
    if (relative.startsWith('..') || !existsSync(file) || !statSync(file).isFile()) {
      if (ctx.path !== '/') return next()
      ctx.type = 'html'
      ctx.body = notBuilt
      return undefined
    }
    ctx.type = extname(file)
    ctx.set(
      'cache-control',
      relative.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    )
    ctx.body = createReadStream(file)
    return undefined
  }
}
