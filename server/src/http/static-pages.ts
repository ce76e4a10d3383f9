import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Context, Middleware } from 'koa'
import send from 'koa-send'
import { builtPages, type PageDirs } from './built-pages.ts'
import { stateOf } from './state.ts'

const reserved = /^\/(api|files|sandbox|wechat|bank|f)(\/|$)/

/** Built files carry a hash in their name and never change; pages are asked for anew each time. */
function setCaching(res: { setHeader(name: string, value: string): void }, file: string): void {
  const hashed = /[.-][\w-]{8,}\.(?:js|css|woff2?|ttf|png|jpe?g|svg|webp)$/.test(file)
  res.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
}

/** The path as a file name below a folder, or null when it is malformed. */
function fileNameOf(requestPath: string): string | null {
  try {
    const name = decodeURIComponent(requestPath)
    return name.includes('\0') ? null : path.normalize(name)
  } catch {
    return null
  }
}

async function sendFrom(ctx: Context, root: string, requestPath: string): Promise<boolean> {
  const file = fileNameOf(requestPath)
  if (file === null || !existsSync(path.join(root, file))) return false
  await send(ctx, requestPath, { root, setHeaders: setCaching })
  return ctx.status !== 404
}

/**
 * The built pages: the console at / (its own routes answer its page), the worker's H5 at /w/. Runs after the
 * routes; what it does not find stays a 404.
 */
export function staticPages(dirs: PageDirs = builtPages): Middleware {
  return async (ctx, next) => {
    await next()
    const reading = ctx.method === 'GET' || ctx.method === 'HEAD'
    if (!reading || ctx.status !== 404 || ctx.body || reserved.test(ctx.path)) return
    stateOf(ctx).pattern = 'static'
    if (ctx.path === '/w') {
      ctx.redirect('/w/')
      return
    }
    const inH5 = ctx.path.startsWith('/w/')
    const root = inH5 ? dirs.h5 : dirs.console
    const requestPath = inH5 ? ctx.path.slice(2) : ctx.path
    if (path.extname(requestPath)) await sendFrom(ctx, root, requestPath)
    else await sendFrom(ctx, root, '/index.html')
  }
}
