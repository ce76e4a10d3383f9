import type Router from '@koa/router'
import { rawBody } from '../http/raw-body.ts'
import { escapeHtml, phonePage } from '../world/phone-page.ts'
import type { World } from '../world/context.ts'
import { playableFaceCheck, playFaceCheck, type FaceResult } from './face-checks.ts'

const results: Readonly<Record<FaceResult, string>> = {
  passed: '通过',
  'other-person': '不是本人',
  'gave-up': '放弃',
}

const isResult = (text: string | null): text is FaceResult => text !== null && Object.hasOwn(results, text)

/** The page on which a face check is played instead of filming a face. */
export function registerFacePage(router: Router, world: World): void {
  router.get('/tencent/face', (ctx) => {
    const bizToken = String(ctx.query['BizToken'] ?? '')
    const check = playableFaceCheck(world, bizToken)
    ctx.type = 'html'
    if (!check) {
      ctx.status = 404
      ctx.body = phonePage('人脸核身', '<p>这个刷脸链接无效或已过期，请回到原来的页面重新开始。</p>')
      return
    }
    ctx.body = phonePage(
      '人脸核身',
      check.result ? doneHtml(check.result) : questionHtml(check.name, bizToken),
    )
  })

  router.post('/tencent/face', (ctx) => {
    const form = new URLSearchParams(rawBody(ctx).toString('utf8'))
    const result = form.get('result')
    const next = isResult(result) ? playFaceCheck(world, form.get('BizToken') ?? '', result) : undefined
    if (next === undefined) ctx.throw(404, 'No such face check')
    ctx.status = 303
    ctx.redirect(next || `/tencent/face?BizToken=${encodeURIComponent(form.get('BizToken') ?? '')}`)
  })
}

function questionHtml(name: string, bizToken: string): string {
  const hiddenName = `${'*'.repeat(Math.max(1, [...name].length - 1))}${[...name].at(-1) ?? ''}`
  const buttons = Object.entries(results)
    .map(([value, label]) => `<button name="result" value="${value}">${label}</button>`)
    .join('')
  return `<div class="face" aria-hidden="true"></div>
<p>正在核验 <strong>${escapeHtml(hiddenName)}</strong> 本人。沙箱不打开摄像头，请选择这次刷脸的结果：</p>
<form method="post" action="/tencent/face"><input type="hidden" name="BizToken" value="${escapeHtml(bizToken)}">${buttons}</form>`
}

const doneHtml = (result: FaceResult): string =>
  `<p>这次刷脸已经做完，结果是“${results[result]}”。请回到原来的页面。</p>`
