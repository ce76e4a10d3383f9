import type { Endpoint } from '@linggong/shared/api/endpoint'
import { errorCatalogue } from '@linggong/shared/errors'
import { z } from 'zod'
import type { Route } from './route.ts'

const callers: Record<Endpoint['caller'], string> = {
  public: '任何人',
  worker: '灵工',
  console: '已登录的管理账号',
  enterprise: '企业',
  provider: '服务商',
  platform: '平台',
}

const style = `
body{font:15px/1.6 system-ui,"PingFang SC","Noto Sans SC",sans-serif;margin:0 auto;max-width:960px;padding:24px;color:#1f2329}
h1{font-size:24px}h2{font-size:18px;margin-top:40px;border-bottom:1px solid #dee0e3;padding-bottom:6px}
details{border:1px solid #dee0e3;border-radius:8px;margin:8px 0;padding:8px 12px}summary{cursor:pointer}
code{font-family:ui-monospace,monospace;font-size:13px}pre{background:#f5f6f7;border-radius:6px;padding:12px;overflow:auto;font-size:13px}
.m{display:inline-block;min-width:56px;font-weight:600;color:#1456f0}.w{color:#646a73;float:right}td,th{text-align:left;padding:4px 12px 4px 0;vertical-align:top}
`

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function schemaBlock(title: string, schema: z.ZodType, io: 'input' | 'output'): string {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >
  const { properties } = json as { properties?: object }
  if (properties && Object.keys(properties).length === 0) return ''
  return `<p>${title}</p><pre>${escape(JSON.stringify(json, null, 2))}</pre>`
}

function endpointBlock(endpoint: Endpoint): string {
  const { method, path, summary, caller, permission, idempotent, upload, download } = endpoint
  const notes = [
    `调用方：${callers[caller]}${permission ? `，需要权限 ${permission}` : ''}`,
    ...(idempotent ? ['需要请求头 Idempotency-Key，同一意图的重试使用同一个值'] : []),
    ...(upload ? [`multipart/form-data，文件字段 ${upload.field}（${upload.accept.join('、')}）`] : []),
    ...(download ? ['返回文件'] : []),
  ]
  return `<details><summary><span class="m">${method}</span><code>${escape(path)}</code> <span class="w">${escape(summary)}</span></summary>
<p>${notes.map(escape).join('<br>')}</p>
${schemaBlock('路径参数', endpoint.params, 'input')}${schemaBlock('查询参数', endpoint.query, 'input')}
${method === 'GET' ? '' : schemaBlock('请求体', endpoint.body, 'input')}${download ? '' : schemaBlock('返回', endpoint.response, 'output')}</details>`
}

/** A page for people that lists every endpoint with its schemas and every error; made from the contracts. */
export function createApiPage(routes: readonly Route[]): string {
  const groups = new Map<string, Endpoint[]>()
  for (const { endpoint } of routes) {
    const group = endpoint.path.split('/')[2] ?? 'api'
    groups.set(group, [...(groups.get(group) ?? []), endpoint])
  }
  const sections = [...groups].map(
    ([name, endpoints]) => `<h2>${escape(name)}</h2>${endpoints.map(endpointBlock).join('\n')}`,
  )
  const errors = Object.entries(errorCatalogue).map(
    ([code, [status, message]]) =>
      `<tr><td><code>${code}</code></td><td>${status}</td><td>${escape(message)}</td></tr>`,
  )
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>灵工台接口</title><style>${style}</style></head><body><h1>灵工台接口</h1>
<p>机器可读的描述：<a href="/openapi.json">/openapi.json</a>。登录后的请求带上请求头 <code>Authorization: Bearer 会话令牌</code>。金额单位为分，时间为 UTC。</p>
${sections.join('\n')}
<h2>错误</h2><table><tr><th>代码</th><th>状态</th><th>说明</th></tr>${errors.join('')}</table></body></html>`
}
