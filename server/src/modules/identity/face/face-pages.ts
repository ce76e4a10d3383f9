import type Router from '@koa/router'
import type { Context } from 'koa'
import { stateOf } from '../../../http/state.ts'
import type { Services } from '../../../services.ts'
import { FaceCheckModel, type FaceCheck } from '../models/face-check.ts'
import { refreshFaceCheck } from './refresh-face-check.ts'

const tokenPattern = /^[\w-]{16,64}$/

interface Page {
  title: string
  text: string
  tone: 'good' | 'bad' | 'plain'
}

const gone: Page = {
  title: '链接已失效',
  text: '请回到电脑上重新开始，再用手机扫新的二维码。',
  tone: 'plain',
}
const marks = { good: '✓', bad: '!', plain: '…' } as const
const colours = { good: '#2a7d4f', bad: '#b4502a', plain: '#6b645c' } as const

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function html({ title, text, tone }: Page): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><style>
body{margin:0;background:#f7f5f2;color:#2b2723;font:16px/1.6 -apple-system,"PingFang SC","Noto Sans CJK SC",sans-serif}
main{max-width:390px;margin:18vh auto 0;padding:0 28px;text-align:center}
i{display:inline-block;width:72px;height:72px;line-height:72px;border-radius:50%;color:#fff;background:${colours[tone]};font:normal 34px/72px sans-serif}
h1{font-size:22px;margin:24px 0 8px}p{margin:0;color:#6b645c}</style></head>
<body><main><i aria-hidden="true">${marks[tone]}</i><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></main></body></html>`
}

function resultPage({ state, reason }: FaceCheck): Page {
  switch (state) {
    case 'passed':
      return { title: '核验完成', text: '请回到电脑继续操作，这个页面可以关闭了。', tone: 'good' }
    case 'failed':
      return {
        title: '核验没有通过',
        text: `${reason ?? '没有通过核验'}。请回到电脑重新开始，不会影响已填写的内容。`,
        tone: 'bad',
      }
    case 'expired':
      return gone
    case 'pending':
      return {
        title: '正在等待结果',
        text: '刷脸还没有做完，或结果还没有返回。做完后请刷新这个页面。',
        tone: 'plain',
      }
  }
}

function loginUrl(services: Services, check: FaceCheck): string {
  const origin = check.returnOrigin ?? services.config.publicUrl
  const scene = check.login?.scene ? `&scene=${encodeURIComponent(check.login.scene)}` : ''
  return `${origin}/w/#/pages/entry/index?faceCheckId=${check._id}${scene}`
}

async function findByLink(ctx: Context): Promise<FaceCheck | null> {
  const token = String((ctx['params'] as Record<string, string>)['token'])
  return tokenPattern.test(token) ? FaceCheckModel.findOne({ linkToken: token }).lean<FaceCheck>() : null
}

function show(ctx: Context, page: Page, status = 200): void {
  ctx.status = status
  ctx.type = 'html'
  ctx.set('Cache-Control', 'no-store')
  ctx.body = html(page)
}

/** /f/:token leads the phone to the face check; /f/:token/done is where it comes back to. */
export function mountFacePages(router: Router, services: Services): void {
  router.get('/f/:token', async (ctx) => {
    stateOf(ctx).pattern = '/f/:token'
    const check = await findByLink(ctx)
    if (!check) return show(ctx, gone, 404)
    const open = check.state === 'pending' && check.expiresAt > services.clock.now()
    if (open) return ctx.redirect(check.url)
    return show(ctx, check.state === 'pending' ? gone : resultPage(check))
  })

  router.get('/f/:token/done', async (ctx) => {
    stateOf(ctx).pattern = '/f/:token/done'
    const found = await findByLink(ctx)
    if (!found) return show(ctx, gone, 404)
    const check = await refreshFaceCheck(services, found)
    if (check.purpose === 'login') return ctx.redirect(loginUrl(services, check))
    return show(ctx, resultPage(check))
  })
}
