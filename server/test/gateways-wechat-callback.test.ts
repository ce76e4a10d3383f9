import { createCredentials, startSandbox, type Sandbox } from '@linggong/sandbox'
import Koa from 'koa'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWechatCallback } from '../src/gateways/wechat/callback.ts'
import { createWechatGateway } from '../src/gateways/wechat/gateway.ts'
import type { HandleWechatMessage, WechatMessage } from '../src/gateways/wechat/port.ts'
import { callbackRequest, textXml } from './support/callback-request.ts'
import { listen } from './support/listen.ts'
import { memoryTokenStores } from './support/memory-token-store.ts'

const credentials = createCredentials()
const messages: WechatMessage[] = []
const seen = new Set<string>()
let reply: HandleWechatMessage
let sandbox: Sandbox
let server: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  const app = new Koa()
  app.silent = true
  app.use(
    createWechatCallback(
      credentials.wechat,
      async (message) => {
        messages.push(message)
        return reply(message)
      },
      async (key) => !seen.has(key) && seen.add(key) !== undefined,
      async (key) => void seen.delete(key),
    ),
  )
  server = await listen(app.callback())
  sandbox = await startSandbox({ memory: true, credentials, serverUrl: server.url })
})
afterAll(async () => {
  await sandbox.stop()
  await server.stop()
})
beforeEach(() => {
  messages.length = 0
  seen.clear()
  reply = async () => null
})

function post(request: { query: URLSearchParams; body: string }): Promise<Response> {
  return fetch(`${server.url}/wechat/callback?${request.query.toString()}`, {
    method: 'POST',
    body: request.body,
  })
}

async function control(path: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(sandbox.url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
}

const chat = (key: string) =>
  sandbox.world.inbox
    .list(key)
    .flatMap((item) => (item.channel === 'wechat' && item.message.from !== 'me' ? [item.message] : []))

/** What came of a request: the answer, and how many messages were processed. */
async function outcome(request: { query: URLSearchParams; body: string }) {
  const response = await post(request)
  return { status: response.status, text: await response.text(), processed: messages.length }
}

const refused = (status = 401) => ({ status, text: '', processed: 0 })

describe('what is refused without being processed', () => {
  it('a message signed with another token', async () => {
    expect(await outcome(callbackRequest(credentials, { token: 'guess' }))).toEqual(refused())
  })

  it('a message with a changed signature', async () => {
    const request = callbackRequest(credentials)
    request.query.set('msg_signature', '0'.repeat(40))
    expect(await outcome(request)).toEqual(refused())
    request.query.set('msg_signature', 'short')
    expect(await outcome(request)).toEqual(refused())
    request.query.delete('msg_signature')
    expect(await outcome(request)).toEqual(refused())
  })

  it('a message signed six minutes ago or ahead', async () => {
    expect(await outcome(callbackRequest(credentials, { atMs: Date.now() - 360_000 }))).toEqual(refused())
    expect(await outcome(callbackRequest(credentials, { atMs: Date.now() + 360_000 }))).toEqual(refused())
  })

  it('a message with one byte of the ciphertext flipped', async () => {
    const request = callbackRequest(credentials)
    const at = request.body.indexOf('<Encrypt>') + 60
    const flipped = request.body[at] === 'A' ? 'B' : 'A'
    const body = request.body.slice(0, at) + flipped + request.body.slice(at + 1)
    expect(await outcome({ ...request, body })).toEqual(refused())
  })

  it('a plaintext message, even when its own signature is right', async () => {
    const { query } = callbackRequest(credentials)
    query.delete('encrypt_type')
    query.delete('msg_signature')
    expect(await outcome({ query, body: textXml('1') })).toEqual(refused())
    query.set('encrypt_type', 'raw')
    expect(await outcome({ query, body: textXml('1') })).toEqual(refused())
  })

  it('a plaintext message beside a genuine signed ciphertext', async () => {
    const request = callbackRequest(credentials)
    request.query.delete('encrypt_type')
    expect(await outcome(request)).toEqual(refused())
  })

  it('a message for another appid inside', async () => {
    expect(await outcome(callbackRequest(credentials, { appId: 'wx0000000000000000' }))).toEqual(refused())
  })

  it('malformed XML inside, no XML outside, and a message without a sender', async () => {
    expect(await outcome(callbackRequest(credentials, { xml: '<xml><MsgType>text' }))).toEqual(refused(400))
    expect(
      await outcome(callbackRequest(credentials, { xml: '<xml><MsgType>text</MsgType></xml>' })),
    ).toEqual(refused(400))
    expect(await outcome({ ...callbackRequest(credentials), body: '<xml><Encr' })).toEqual(refused())
    expect(await outcome({ ...callbackRequest(credentials), body: '' })).toEqual(refused())
  })

  it('a body larger than any message', async () => {
    expect(
      await outcome({ ...callbackRequest(credentials), body: `<xml>${' '.repeat(70_000)}</xml>` }),
    ).toEqual(refused(413))
  })

  it('other methods', async () => {
    const { query } = callbackRequest(credentials)
    expect((await fetch(`${server.url}/?${query.toString()}`, { method: 'PUT', body: 'x' })).status).toBe(405)
  })
})

describe('the address check', () => {
  it('echoes the text to WeChat alone, and never as a page', async () => {
    const { query } = callbackRequest(credentials)
    query.delete('encrypt_type')
    query.delete('msg_signature')
    query.set('echostr', '<b>5935258328</b>')
    const response = await fetch(`${server.url}/?${query.toString()}`)
    expect(await response.text()).toBe('<b>5935258328</b>')
    expect(response.headers.get('content-type')).toContain('text/plain')
    query.set('signature', '0'.repeat(40))
    expect((await fetch(`${server.url}/?${query.toString()}`)).status).toBe(401)
  })
})

describe('messages', () => {
  it('a message is processed once however often WeChat repeats it', async () => {
    reply = async () => '收到'
    const request = callbackRequest(credentials)
    expect(await (await post(request)).text()).toContain('<Encrypt>')
    const again = await post(callbackRequest(credentials))
    expect([again.status, await again.text()]).toEqual([200, ''])
    expect(messages).toEqual([{ openid: 'o1', at: new Date(1_700_000_000_000), kind: 'text', text: '你好' }])
  })

  it('a message whose processing failed is processed when WeChat repeats it', async () => {
    reply = async () => {
      throw new Error('database away')
    }
    expect((await post(callbackRequest(credentials))).status).toBe(500)
    reply = async () => null
    expect((await post(callbackRequest(credentials))).status).toBe(200)
    expect(messages).toHaveLength(2)
  })

  it('a scan brings the scene: the first time by following, then as a scan', async () => {
    const gateway = createWechatGateway({
      baseUrl: sandbox.url,
      ...credentials.wechat,
      tokenStore: memoryTokenStores().tokenStore,
    })
    const { url } = await gateway.temporaryQr({ scene: 'task:01HZ', expiresInS: 600 })
    reply = async () => [
      { title: '周末地推', description: '点开查看任务', url: 'http://p1.localhost:3000/w/' },
    ]
    await control('/sandbox/api/people/p1/scan', { url })
    await control('/sandbox/api/people/p1/scan', { url })
    const openid = sandbox.world.people.get('p1')!.wechat.oaOpenid
    expect(messages).toMatchObject([
      { kind: 'subscribe', openid, scene: 'task:01HZ' },
      { kind: 'scan', openid, scene: 'task:01HZ' },
    ])
    expect(chat('p1')).toEqual(
      [1, 2].map(() => ({
        kind: 'news',
        title: '周末地推',
        lines: [{ label: '', value: '点开查看任务' }],
        url: 'http://p1.localhost:3000/w/',
      })),
    )
  })

  it('words are answered with words, a link among them, whatever characters they hold', async () => {
    reply = async (message) =>
      `${message.kind === 'text' ? message.text : ''} <a href="http://p2.localhost:3000/w/">打开</a> ]]> & <`
    await control('/sandbox/api/people/p2/follow', {})
    await control('/sandbox/api/people/p2/say', { text: '我的任务 ]]>' })
    expect(messages.map(({ kind }) => kind)).toEqual(['subscribe', 'text'])
    expect(chat('p2').at(-1)).toEqual({
      kind: 'text',
      title: '我的任务 ]]> 打开 ]]> & <',
      lines: [],
      url: 'http://p2.localhost:3000/w/',
      urlWords: '打开',
    })
    await control('/sandbox/api/people/p2/unfollow', {})
    expect(messages.at(-1)).toMatchObject({ kind: 'unsubscribe' })
  })

  it('a server that fails is asked three times, and the chat says that the account is out of order', async () => {
    reply = async () => {
      throw new Error('database away')
    }
    await control('/sandbox/api/people/p3/follow', {})
    expect(messages).toHaveLength(3)
    expect(chat('p3').map(({ title }) => title)).toEqual(['该公众号提供的服务出现故障，请稍后再试'])
  })
})
