import { createCredentials, startSandbox, type Sandbox } from '@linggong/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWechatGateway } from '../src/gateways/wechat/gateway.ts'
import type { WechatConfig } from '../src/gateways/wechat/port.ts'
import { wechatTemplates, type WechatTemplate } from '../src/gateways/wechat/templates.ts'
import { listen } from './support/listen.ts'
import { memoryTokenStores } from './support/memory-token-store.ts'

const credentials = createCredentials()
let sandbox: Sandbox

beforeAll(async () => {
  const server = await listen((_request, response) => response.end(''))
  sandbox = await startSandbox({ memory: true, credentials, serverUrl: server.url })
  const stopSandbox = sandbox.stop
  sandbox.stop = async () => {
    await stopSandbox()
    await server.stop()
  }
})
afterAll(() => sandbox.stop())

function gateway(changes: Partial<WechatConfig> = {}) {
  return createWechatGateway({
    baseUrl: sandbox.url,
    oauthBaseUrl: sandbox.url,
    ...credentials.wechat,
    tokenStore: memoryTokenStores().tokenStore,
    ...changes,
  })
}

const person = (key = 'p1') => sandbox.world.people.get(key)!

async function control(path: string, body: object | Buffer): Promise<Record<string, unknown>> {
  const isPicture = Buffer.isBuffer(body)
  const response = await fetch(sandbox.url + path, {
    method: 'POST',
    headers: { 'content-type': isPicture ? 'image/jpeg' : 'application/json' },
    body: isPicture ? new Uint8Array(body) : JSON.stringify(body),
  })
  return (await response.json()) as Record<string, unknown>
}

const code = async (kind: 'js' | 'phone', body: object): Promise<string> =>
  String((await control(`/sandbox/wechat/${kind}-code`, body))['code'])

/** Follows the authorization page as the person's browser does. */
async function authorize(url: string): Promise<URL> {
  const response = await fetch(url, { redirect: 'manual' })
  return new URL(response.headers.get('location') ?? 'about:blank')
}

const lastMessage = (key: string) => {
  const item = sandbox.world.inbox.list(key).findLast(({ channel }) => channel === 'wechat')
  return item?.channel === 'wechat' ? item.message : undefined
}

describe('web authorization', () => {
  it('a person on their own origin comes back with a code that gives their openid, once', async () => {
    const wechat = gateway()
    const back = await authorize(
      wechat.oaAuthorizeUrl({ redirectUri: 'http://p2.localhost:3000/api/back?a=1', state: 's/1' }),
    )
    expect(back.host).toBe('p2.localhost:3000')
    expect(back.searchParams.get('a')).toBe('1')
    expect(back.searchParams.get('state')).toBe('s/1')
    const oauthCode = back.searchParams.get('code')!
    expect(await wechat.exchangeOaCode(oauthCode)).toEqual({ openid: person('p2').wechat.oaOpenid })
    await expect(wechat.exchangeOaCode(oauthCode)).rejects.toMatchObject({ kind: 'rejected', code: '40163' })
  })

  it('a neutral address shows the choice of people, and the chosen one comes back', async () => {
    const url = gateway().oaAuthorizeUrl({ redirectUri: 'http://127.0.0.1:3000/back', state: 's' })
    const page = await (await fetch(url)).text()
    expect(page).toContain('张伟')
    const link = /href="([^"]+person=p3)"/.exec(page)![1]!.replaceAll('&amp;', '&')
    const back = await authorize(sandbox.url + link)
    const identity = await gateway().exchangeOaCode(back.searchParams.get('code')!)
    expect(identity.openid).toBe(person('p3').wechat.oaOpenid)
  })

  it('the unionid is known of a follower and of one who agreed to snsapi_userinfo', async () => {
    const wechat = gateway()
    const input = { redirectUri: 'http://p4.localhost:3000/', state: '' }
    const asked = await authorize(wechat.oaAuthorizeUrl({ ...input, scope: 'snsapi_userinfo' }))
    expect(await wechat.exchangeOaCode(asked.searchParams.get('code')!)).toEqual({
      openid: person('p4').wechat.oaOpenid,
      unionid: person('p4').wechat.unionid,
    })
    await control('/sandbox/api/people/p4/follow', {})
    const silent = await authorize(wechat.oaAuthorizeUrl(input))
    const identity = await wechat.exchangeOaCode(silent.searchParams.get('code')!)
    expect(identity.unionid).toBe(person('p4').wechat.unionid)
  })

  it('an address outside the product gets no code', async () => {
    const url = gateway().oaAuthorizeUrl({ redirectUri: 'https://elsewhere.example/', state: '' })
    const response = await fetch(url, { redirect: 'manual' })
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
  })
})

describe('mini-program login', () => {
  it('a login code gives openid and unionid once', async () => {
    const wechat = gateway()
    const jsCode = await code('js', { person: 'p1' })
    expect(await wechat.codeToSession(jsCode)).toEqual({
      openid: person().wechat.mpOpenid,
      unionid: person().wechat.unionid,
    })
    await expect(wechat.codeToSession(jsCode)).rejects.toMatchObject({ code: '40163' })
    await expect(wechat.codeToSession('nonsense')).rejects.toMatchObject({ kind: 'rejected', code: '40029' })
  })

  it('a phone code gives the mainland number, and a login code is none', async () => {
    const wechat = gateway()
    expect(await wechat.phoneNumber(await code('phone', { person: 'p1' }))).toBe(person().phone)
    await expect(wechat.phoneNumber(await code('js', { person: 'p1' }))).rejects.toMatchObject({
      code: '40029',
    })
  })

  it('a number of another country is refused by name', async () => {
    const phone = { countryCode: '852', number: '51234567' }
    const foreign = await code('phone', { person: 'p1', phone })
    await expect(gateway().phoneNumber(foreign)).rejects.toMatchObject({
      kind: 'rejected',
      code: 'FOREIGN_PHONE',
    })
  })
})

describe('messages', () => {
  const data = {
    enterprise: '北京海淀某某人力资源服务有限责任公司第一分公司',
    title: '周末地推',
    provider: '某某财税服务有限公司',
    amount: '￥12,345.60',
    cardTail: '0031',
    validTo: '2027年3月16日',
    reason: '收款账户已销户',
    subject: '企业入驻',
    result: '通过',
    account: '子账簿 尾号 1001',
    batchNo: 'P20261122001',
    paid: '3',
    failed: '0',
    operation: '更换结算卡',
    time: '2026-11-22 14:20',
    purpose: '签署合同',
  }

  it.each(Object.keys(wechatTemplates) as WechatTemplate[])(
    'the event %s reaches a follower in both accounts within WeChat’s limits',
    async (template) => {
      const wechat = gateway()
      await control('/sandbox/api/people/p5/follow', {})
      const { oaOpenid, mpOpenid } = person('p5').wechat
      await wechat.sendTemplate({ openid: oaOpenid, template, data, url: 'http://p5.localhost:3000/w/' })
      const first = lastMessage('p5')
      expect(first).toMatchObject({ kind: 'template', url: 'http://p5.localhost:3000/w/' })
      await wechat.sendSubscribe({ openid: mpOpenid, template, data, page: 'pages/task/index?id=1' })
      const second = lastMessage('p5')
      expect(second).toMatchObject({ kind: 'subscribe', page: 'pages/task/index?id=1' })
      expect(second?.lines).toEqual(first?.lines)
    },
  )

  it('a long name is cut to twenty characters and an amount is written in yuan', async () => {
    await gateway().sendSubscribe({ openid: person().wechat.mpOpenid, template: 'payout-sent', data })
    expect(lastMessage('p1')).toEqual({
      kind: 'subscribe',
      title: '佣金发放通知',
      lines: [
        { label: '付款企业', value: '北京海淀某某人力资源服务有限责任公司第…' },
        { label: '税前金额', value: '12,345.60元' },
        { label: '当前状态', value: '打款中' },
      ],
    })
  })

  it('a person who does not follow gets no template message', async () => {
    const message = { openid: person('p6').wechat.oaOpenid, template: 'task-assigned', data } as const
    await expect(gateway().sendTemplate(message)).rejects.toMatchObject({ kind: 'rejected', code: '43004' })
    expect(lastMessage('p6')).toBeUndefined()
  })

  it('an openid of the other account, a wrong template id and a missing parameter are refused', async () => {
    const { oaOpenid, mpOpenid } = person().wechat
    const send = gateway({ templateIds: { mp: { 'task-assigned': 'no-such-template' } } }).sendSubscribe
    await expect(send({ openid: oaOpenid, template: 'task-cancelled', data })).rejects.toMatchObject({
      code: '40003',
    })
    await expect(send({ openid: mpOpenid, template: 'task-assigned', data })).rejects.toMatchObject({
      code: '40037',
    })
    await expect(send({ openid: mpOpenid, template: 'task-cancelled', data: {} })).rejects.toThrow(RangeError)
  })
})

describe('codes and pages', () => {
  it('a menu is shown below the chat', async () => {
    await gateway().createMenu({
      button: [
        { type: 'view', name: '我的任务', url: 'http://127.0.0.1:3000/w/' },
        { name: '帮助', sub_button: [{ type: 'click', name: '联系客服', key: 'service' }] },
      ],
    })
    await control('/sandbox/api/people/p7/follow', {})
    expect(await control('/sandbox/api/people/p7/menu', { index: 0 })).toEqual({
      openUrl: 'http://127.0.0.1:3000/w/',
    })
    expect(await control('/sandbox/api/people/p7/menu', { index: 1, subIndex: 0 })).toEqual({
      openChat: true,
    })
  })

  it('the picture of an Official Account code scans until its time is over', async () => {
    const qr = await gateway({ now: () => sandbox.world.clock.now().getTime() }).temporaryQr({
      scene: 'task:01HZ',
      expiresInS: 600,
    })
    const picture = Buffer.from(await (await fetch(qr.imageUrl)).arrayBuffer())
    expect(await control('/sandbox/api/people/p8/scan', picture)).toEqual({ openChat: true })
    expect(person('p8').wechat.followsOa).toBe(true)
    expect(qr.expiresAt.getTime() - sandbox.world.clock.now().getTime()).toBeLessThanOrEqual(600_000)
    sandbox.world.clock.setOffset(601_000)
    expect(await control('/sandbox/api/people/p8/scan', { url: qr.url })).toEqual({
      error: '这个二维码已过期',
    })
    sandbox.world.clock.setOffset(0)
  })

  it('the picture of a mini-program code opens its page with its scene', async () => {
    const picture = await gateway().miniProgramCode({ scene: 't=01HZ8', page: 'pages/entry/index' })
    expect(await control('/sandbox/api/people/p8/scan', picture)).toEqual({
      openMiniProgram: { page: 'pages/entry/index', scene: 't=01HZ8' },
    })
  })

  it('a scene that is too long or not allowed is refused', async () => {
    const wechat = gateway()
    const page = 'pages/entry/index'
    await expect(wechat.miniProgramCode({ scene: 'x'.repeat(33), page })).rejects.toThrow(RangeError)
    await expect(wechat.miniProgramCode({ scene: '任务', page })).rejects.toMatchObject({ code: '40129' })
    await expect(wechat.miniProgramCode({ scene: 't', page: `/${page}` })).rejects.toMatchObject({
      code: '41030',
    })
  })

  it('the JS-SDK accepts the configuration on its own page only', async () => {
    const { jsApiList, ...config } = await gateway().jsConfig({
      url: 'http://p1.localhost:3000/w/?a=1#/pages/me',
      apis: ['scanQRCode'],
    })
    expect(jsApiList).toEqual(['scanQRCode'])
    const check = (url: string) => control('/sandbox/wechat/js-config', { ...config, url })
    expect(await check('http://p1.localhost:3000/w/?a=1')).toEqual({ errMsg: 'config:ok' })
    expect(await check('http://p1.localhost:3000/w/?a=2')).toEqual({ errMsg: 'config:invalid signature' })
  })
})

describe('tokens and failures', () => {
  const subscribe = (wechat = gateway()) =>
    wechat.sendSubscribe({
      openid: person().wechat.mpOpenid,
      template: 'task-cancelled',
      data: { title: '地推' },
    })

  it('twenty parallel calls fetch one token', async () => {
    const stores = memoryTokenStores()
    const wechat = gateway({ tokenStore: stores.tokenStore })
    await Promise.all(Array.from({ length: 20 }, () => subscribe(wechat)))
    expect(stores.saves.get('wechat-mp-token')).toBe(1)
  })

  it('a token that WeChat no longer takes is renewed and the call repeated', async () => {
    const stores = memoryTokenStores()
    const wechat = gateway({ tokenStore: stores.tokenStore })
    stores.tokens.set('wechat-mp-token', { value: 'stale', expireTime: Date.now() + 3_600_000 })
    await Promise.all(Array.from({ length: 5 }, () => subscribe(wechat)))
    expect(stores.saves.get('wechat-mp-token')).toBe(1)
    expect(stores.tokens.get('wechat-mp-token')?.value).not.toBe('stale')
  })

  it('a wrong secret is refused without the secret in the error', async () => {
    const mpSecret = 'a-secret-nobody-may-read'
    const error = await subscribe(gateway({ mpSecret })).catch((caught: Error) => caught)
    expect(error).toMatchObject({ service: 'wechat', kind: 'rejected', code: '40125' })
    const oauth = await gateway({ oaSecret: mpSecret })
      .exchangeOaCode('x')
      .catch((caught: Error) => caught)
    expect(oauth).toMatchObject({ kind: 'rejected', code: '40125' })
    expect(
      [error, oauth].map((one) => JSON.stringify(one, Object.getOwnPropertyNames(one))).join(),
    ).not.toContain(mpSecret)
  })

  it('no answer in time is an unknown outcome; nobody there is not', async () => {
    const silent = await listen(() => undefined)
    const slow = gateway({ baseUrl: silent.url, timeoutMs: 200 })
    const error = await slow.codeToSession('x').catch((caught: Error) => caught)
    expect(error).toMatchObject({ service: 'wechat', kind: 'timeout' })
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(
      credentials.wechat.mpSecret,
    )
    await expect(slow.exchangeOaCode('x')).rejects.toMatchObject({ kind: 'timeout' })
    await silent.stop()
    const gone = gateway({ baseUrl: silent.url })
    await expect(gone.codeToSession('x')).rejects.toMatchObject({ kind: 'unavailable' })
    await expect(gone.exchangeOaCode('x')).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('an answer that is not WeChat’s leaves the outcome unknown', async () => {
    const broken = await listen((request, response) => {
      response.writeHead(request.url?.includes('jscode') ? 502 : 200, { 'content-type': 'application/json' })
      response.end('<html>')
    })
    const wechat = gateway({ baseUrl: broken.url })
    await expect(wechat.codeToSession('x')).rejects.toMatchObject({ kind: 'timeout' })
    await expect(subscribe(wechat)).rejects.toMatchObject({ kind: 'timeout' })
    await broken.stop()
  })
})
