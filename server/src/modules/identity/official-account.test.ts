import { createHash } from 'node:crypto'
import { getAgreement, getConfig, getJsSdkConfig } from '@linggong/shared/api/public'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../test/harness.ts'
import { registerSceneHandler } from './public.ts'
import { ensureMenu } from './wechat/menu.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  registerSceneHandler(server.services, async (scene) =>
    scene === 'scene_of_a_task'
      ? { kind: 'task', title: '周末展会布置', enterpriseName: '青禾商贸有限公司' }
      : null,
  )
})
afterAll(() => server.stop())

async function act(person: string, action: string, body: object = {}): Promise<void> {
  const answer = await fetch(`${server.sandbox.url}/sandbox/api/people/${person}/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status, await answer.text()).toBe(200)
}

function lastMessage(person: string) {
  const item = server.sandbox.world.inbox
    .list(person)
    .filter((one) => one.channel === 'wechat' && one.message.from !== 'me')
    .at(-1)
  if (item?.channel !== 'wechat') throw new Error('no message arrived')
  return item.message
}

async function codeFor(scene: string): Promise<string> {
  return (await server.services.gateways.wechat.temporaryQr({ scene, expiresInS: 600 })).url
}

describe('the Official Account', () => {
  it("answers a scanned task code with the task's title and a link that keeps the scene", async () => {
    await act('p1', 'scan', { url: await codeFor('scene_of_a_task') })
    const message = lastMessage('p1')
    expect(message.title).toBe('周末展会布置')
    expect(JSON.stringify(message.lines)).toContain('青禾商贸有限公司')
    expect(message.url).toBe(`${server.services.config.publicUrl}/api/wechat/oauth?scene=scene_of_a_task`)
  })

  it('tells whoever scans a closed code whom to ask', async () => {
    await act('p2', 'scan', { url: await codeFor('long_gone_scene') })
    expect(JSON.stringify(lastMessage('p2'))).toContain('二维码已失效')
  })

  it('helps whoever follows it without a code or writes something', async () => {
    await act('p3', 'follow')
    expect(JSON.stringify(lastMessage('p3'))).toContain('任务大厅')
    await act('p4', 'follow')
    await act('p4', 'say', { text: '怎么收钱' })
    expect(JSON.stringify(lastMessage('p4'))).toContain('收入')
  })

  it('takes no message that WeChat did not sign, and checks its address only for WeChat', async () => {
    const timestamp = Math.floor(Date.now() / 1000)
    const query = `signature=x&msg_signature=x&timestamp=${timestamp}&nonce=n&encrypt_type=aes`
    const forged = await fetch(`${server.url}/wechat/callback?${query}`, {
      method: 'POST',
      body: '<xml></xml>',
    })
    expect(forged.status).toBe(401)
    const check = await fetch(
      `${server.url}/wechat/callback?signature=x&timestamp=${timestamp}&nonce=n&echostr=hello`,
    )
    expect(await check.text()).not.toContain('hello')
  })

  it('has a menu of three buttons that lead through WeChat to their pages, made once', async () => {
    await ensureMenu(server.services)
    const menus = server.sandbox.world.store.table<{ button: { name: string; url: string }[] }>('wechat-menu')
    const { button = [] } = menus.get('menu') ?? {}
    expect(button.map(({ name }) => name)).toEqual(['任务大厅', '收入', '个人中心'])
    for (const { url } of button) expect(url).toMatch(/\/api\/wechat\/oauth\?to=%2Fpages%2F\w+%2Findex$/)
    menus.remove('menu')
    await ensureMenu(server.services)
    expect(menus.get('menu')).toBeUndefined()
  })
})

describe('what every client reads first', () => {
  it('the configuration names the agreements in force with version and hash', async () => {
    const config = await server.call(getConfig, {})
    expect(config.environment).toBe('sandbox')
    expect(config.oaAppId).toBe(server.services.config.wechat.oaAppId)
    expect(config.agreements.map(({ code, title }) => [code, title])).toEqual([
      ['privacy', '隐私政策'],
      ['platform', '平台服务协议'],
      ['registration', '自由职业者注册协议'],
      ['payment', '佣金收付服务协议'],
      ['tax', '涉税事项授权与告知书'],
    ])
  })

  it('each agreement can be read in full, and its hash is that of its text', async () => {
    const config = await server.call(getConfig, {})
    for (const { code, hash } of config.agreements) {
      const { text } = await server.call(getAgreement, { params: { code } })
      expect(createHash('sha256').update(text).digest('hex')).toBe(hash)
      expect(text.length).toBeGreaterThan(code === 'privacy' ? 1_000 : 500)
    }
    const unknown = server.call(getAgreement, { params: { code: 'cookies' as 'privacy' } })
    await expect(unknown).rejects.toMatchObject({ status: 400 })
  })

  it('a page of the product gets a JS-SDK signature that WeChat accepts, a foreign page none', async () => {
    const url = `${server.services.config.publicUrl}/w/`
    const config = await server.call(getJsSdkConfig, { query: { url: `${url}#/pages/tasks/index` } })
    const checked = await fetch(`${server.sandbox.url}/sandbox/wechat/js-config`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...config, url }),
    })
    expect(await checked.json()).toEqual({ errMsg: 'config:ok' })
    const foreign = server.call(getJsSdkConfig, { query: { url: 'https://evil.example.com/w/' } })
    await expect(foreign).rejects.toMatchObject({ status: 400, param: 'query.url' })
  })
})
