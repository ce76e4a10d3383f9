import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCredentials, startSandbox, type Sandbox } from '../src/index.ts'
import { expireAccessTokens } from '../src/wechat/index.ts'
import { children, textOf, toXml } from '../src/wechat/xml.ts'

const credentials = createCredentials()
const { oaAppId, oaSecret, mpAppId, mpSecret } = credentials.wechat
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ memory: true, credentials, serverUrl: 'http://127.0.0.1:1' })
})
afterAll(() => sandbox.stop())

async function get(path: string, query: Record<string, string> = {}): Promise<Record<string, unknown>> {
  return (await fetch(`${sandbox.url}${path}?${new URLSearchParams(query).toString()}`)).json() as never
}

async function post(path: string, body: unknown, token = ''): Promise<Record<string, unknown>> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return (
    await fetch(`${sandbox.url}${path}?access_token=${token}`, { method: 'POST', body: text })
  ).json() as never
}

const token = async (appid = oaAppId, secret = oaSecret): Promise<string> =>
  String((await get('/cgi-bin/token', { grant_type: 'client_credential', appid, secret }))['access_token'])

describe('access tokens', () => {
  it('an unknown appid, a wrong secret and a wrong grant are refused with their codes', async () => {
    const query = { grant_type: 'client_credential', appid: oaAppId, secret: oaSecret }
    expect(await get('/cgi-bin/token', { ...query, appid: 'wx1' })).toMatchObject({ errcode: 40013 })
    expect(await get('/cgi-bin/token', { ...query, secret: mpSecret })).toMatchObject({ errcode: 40125 })
    expect(await get('/cgi-bin/token', { ...query, grant_type: 'x' })).toMatchObject({ errcode: 40002 })
    expect(await post('/cgi-bin/stable_token', { ...query, secret: 'x' })).toMatchObject({ errcode: 40125 })
    expect(await post('/cgi-bin/stable_token', 'no json')).toMatchObject({ errcode: 47001 })
  })

  it('the stable token stays the same until it is forced', async () => {
    const request = { grant_type: 'client_credential', appid: mpAppId, secret: mpSecret }
    const first = await post('/cgi-bin/stable_token', request)
    const second = await post('/cgi-bin/stable_token', request)
    const forced = await post('/cgi-bin/stable_token', { ...request, force_refresh: true })
    expect(second['access_token']).toBe(first['access_token'])
    expect(forced['access_token']).not.toBe(first['access_token'])
  })

  it('a missing, unknown, expired or other account’s token is refused', async () => {
    expect(await get('/cgi-bin/menu/get')).toMatchObject({ errcode: 41001 })
    expect(await get('/cgi-bin/menu/get', { access_token: 'x' })).toMatchObject({ errcode: 40001 })
    const other = await token(mpAppId, mpSecret)
    expect(await get('/cgi-bin/menu/get', { access_token: other })).toMatchObject({ errcode: 48001 })
    const own = await token()
    expect(await get('/cgi-bin/menu/get', { access_token: own })).toMatchObject({ errcode: 46003 })
    expireAccessTokens(sandbox.world)
    expect(await get('/cgi-bin/menu/get', { access_token: own })).toMatchObject({ errcode: 42001 })
  })
})

describe('web authorization tokens', () => {
  it('a personal token can be checked and renewed, and gives the profile only if that was agreed', async () => {
    const query = `appid=${oaAppId}&response_type=code&redirect_uri=${encodeURIComponent('http://p1.localhost/')}`
    const authorize = async (scope: string): Promise<Record<string, unknown>> => {
      const url = `${sandbox.url}/connect/oauth2/authorize?${query}&scope=${scope}&state=1`
      const back = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location')!)
      const code = back.searchParams.get('code')!
      const exchange = { appid: oaAppId, secret: oaSecret, grant_type: 'authorization_code', code }
      return get('/sns/oauth2/access_token', exchange)
    }
    const base = await authorize('snsapi_base')
    const openid = String(base['openid'])
    expect(base['unionid']).toBeUndefined()
    const baseToken = { access_token: String(base['access_token']), openid }
    expect(await get('/sns/auth', baseToken)).toEqual({ errcode: 0, errmsg: 'ok' })
    expect(await get('/sns/auth', { ...baseToken, openid: 'other' })).toMatchObject({ errcode: 40003 })
    expect(await get('/sns/userinfo', baseToken)).toMatchObject({ errcode: 48001 })
    const full = await authorize('snsapi_userinfo')
    const renewed = await get('/sns/oauth2/refresh_token', {
      appid: oaAppId,
      grant_type: 'refresh_token',
      refresh_token: String(full['refresh_token']),
    })
    const person = sandbox.world.people.get('p1')!
    expect(
      await get('/sns/userinfo', { access_token: String(renewed['access_token']), openid }),
    ).toMatchObject({
      nickname: person.name,
      unionid: person.wechat.unionid,
    })
  })
})

describe('messages and menus', () => {
  it('a template message with an empty, too long or wrong field is refused', async () => {
    const mpToken = await token(mpAppId, mpSecret)
    const send = (data: unknown) =>
      post(
        '/cgi-bin/message/subscribe/send',
        { touser: sandbox.world.people.get('p1')!.wechat.mpOpenid, template_id: 'payout-paid', data },
        mpToken,
      )
    const good = {
      amount1: { value: '1,200.00元' },
      character_string2: { value: '0031' },
      phrase3: { value: '已到账' },
    }
    expect(await send({ ...good, amount1: { value: '' } })).toMatchObject({ errcode: 47003 })
    expect(await send({ ...good, amount1: { value: '一千元' } })).toMatchObject({ errcode: 47003 })
    expect(await send({ ...good, phrase3: { value: '已经到账成功' } })).toMatchObject({ errcode: 47003 })
    expect(await send('text')).toMatchObject({ errcode: 47001 })
    expect(await send(good)).toMatchObject({ errcode: 0 })
  })

  it('a menu of four buttons or with a nameless one is refused', async () => {
    const button = { type: 'click', name: '任务', key: 'tasks' }
    const oaToken = await token()
    expect(
      await post('/cgi-bin/menu/create', { button: [button, button, button, button] }, oaToken),
    ).toMatchObject({
      errcode: 40016,
    })
    expect(await post('/cgi-bin/menu/create', { button: [{ ...button, name: '' }] }, oaToken)).toMatchObject({
      errcode: 40018,
    })
    expect(await post('/cgi-bin/menu/create', { button: [button] }, oaToken)).toMatchObject({ errcode: 0 })
    expect(await get('/cgi-bin/menu/get', { access_token: oaToken })).toEqual({ menu: { button: [button] } })
  })
})

it('the JS-SDK’s script is served to any page', async () => {
  const script = await (await fetch(`${sandbox.url}/jweixin.js`)).text()
  for (const name of [
    'config',
    'ready',
    'error',
    'scanQRCode',
    'chooseImage',
    'getLocalImgData',
    'closeWindow',
  ])
    expect(script).toMatch(new RegExp(`(async )?${name}\\(`))
})

it('XML keeps every text, also the mark that ends a CDATA section', () => {
  const xml = toXml({ Content: 'a ]]> <b> & ]]]]>', CreateTime: 17 })
  const fields = children(children(xml)[0]!.inner).map(({ name, inner }) => [name, textOf(inner)])
  expect(fields).toEqual([
    ['Content', 'a ]]> <b> & ]]]]>'],
    ['CreateTime', '17'],
  ])
})
