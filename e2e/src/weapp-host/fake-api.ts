import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeApi {
  url: string
  /** Name of each call and its Idempotency-Key, in order. */
  calls: { method: string; path: string; key: string | undefined }[]
  stop(): Promise<void>
}

type Answer = (body: Record<string, unknown>) => [status: number, json: unknown]

const agreement = (code: string, title: string) => ({ code, title, version: '1', hash: 'a'.repeat(64) })

/** The few endpoints that prove the host: login by the phone button, the task list, accepting a task. */
export async function startFakeApi(): Promise<FakeApi> {
  const calls: FakeApi['calls'] = []
  let state = 'assigned'
  const row = () => ({
    id: 'a1',
    state,
    title: '周末推广',
    enterpriseName: '晨光食品有限公司',
    providerName: '诚薪服务有限公司',
    commissionMin: 20_000,
    commissionMax: 20_000,
    from: '2026-11-24',
    to: '2026-11-28',
    place: '深圳市南山区',
  })
  const detail = () => ({
    ...row(),
    description: '发放试饮杯',
    category: '市场推广',
    pictures: [],
    contract: { needed: false, envelopeId: null, providerId: 'p1' },
    rejectReason: null,
    deliverables: [],
    deliverableNote: '',
    timeline: [{ at: '2026-11-22T01:00:00.000Z', text: '指派给您' }],
  })
  const answers: Record<string, Answer> = {
    'GET /api/config': () => [
      200,
      {
        environment: 'sandbox',
        jsSdkUrl: null,
        oaAppId: null,
        serviceHotline: '400-000-0000',
        agreements: [agreement('privacy', '隐私政策'), agreement('platform', '平台服务协议')],
        now: '2026-11-22T02:00:00.000Z',
      },
    ],
    'POST /api/worker/login/mini-program': () => [
      200,
      { next: 'need-phone', wechatToken: 'wechat-token', scene: null },
    ],
    'POST /api/worker/login/phone-code': (body) =>
      body['phoneCode'] === 'phone-code' && (body['consents'] as unknown[]).length === 2
        ? [200, { next: 'signed-in', token: 'token', expiresAt: '2026-12-22T00:00:00.000Z', scene: null }]
        : [400, { error: { code: 'BAD_REQUEST', message: '填写的内容有误', requestId: 'r' } }],
    'GET /api/worker/me': () => [
      200,
      {
        phone: '139****0001',
        name: '张*',
        idNumber: null,
        registration: 'done',
        verified: true,
        settlementCard: null,
        contractsToSign: 0,
        idCardValidTo: null,
        scene: null,
      },
    ],
    'GET /api/worker/assignments': () => [
      200,
      { rows: [row()], counts: { assigned: 1, accepted: 0, completed: 0, other: 0 } },
    ],
    'GET /api/worker/assignments/a1': () => [200, detail()],
    'POST /api/worker/assignments/a1/accept': () => {
      state = 'accepted'
      return [200, detail()]
    },
  }
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const name = `${request.method} ${path}`
      const key = request.headers['idempotency-key']
      calls.push({ method: request.method ?? '', path, key: typeof key === 'string' ? key : undefined })
      const text = Buffer.concat(chunks).toString()
      const [status, json] = answers[name]?.(text ? (JSON.parse(text) as Record<string, unknown>) : {}) ?? [
        404,
        { error: { code: 'NOT_FOUND', message: '没有找到您要的内容', requestId: 'r' } },
      ]
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(json))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
