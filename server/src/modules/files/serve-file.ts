import type { Context } from 'koa'
import { AppError } from '../../errors.ts'
import { stateOf } from '../../http/state.ts'
import type { Services } from '../../services.ts'
import { isOpenLink } from './file-link.ts'
import { readFile } from './read-file.ts'

/** Answers GET /files/:id for whoever holds an open link; any other link is answered as if there were no file. */
export function serveFile(services: Services): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    stateOf(ctx).pattern = '/files/:id'
    const fileId = String((ctx['params'] as Record<string, string>)['id'])
    const { exp, use, sig } = ctx.query
    if (!isOpenLink(services, { fileId, exp, use, sig })) throw new AppError('NOT_FOUND')
    const file = await readFile(services, fileId)
    ctx.type = file.contentType
    ctx.set('Cache-Control', 'private, no-store')
    ctx.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    if (use === 'save') ctx.attachment(file.name ?? file._id, { fallback: 'download' })
    ctx.body = file.content
  }
}
