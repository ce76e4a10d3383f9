import OAuth from 'co-wechat-oauth'
import type { TokenStore, WechatConfig } from './port.ts'
import { TokenApi } from './token-api.ts'

const defaultTimeoutMs = 5_000
const apiHost = 'https://api.weixin.qq.com'
const pageHost = 'https://open.weixin.qq.com'

export interface Apis {
  oa: TokenApi
  mp: TokenApi
  oauth: OAuth
}

/** The SDK's clients for both accounts, pointed at WeChat or at the configured host. */
export function createApis(config: WechatConfig): Apis {
  const timeout = config.timeoutMs ?? defaultTimeoutMs
  const oa = new TokenApi(
    { appId: config.oaAppId, secret: config.oaSecret },
    config.tokenStore('wechat-oa-token'),
  )
  const mp = new TokenApi(
    { appId: config.mpAppId, secret: config.mpSecret },
    config.tokenStore('wechat-mp-token'),
  )
  for (const api of [oa, mp]) {
    api.setOpts({ timeout })
    if (config.baseUrl) pointAt(api, config.baseUrl)
  }
  shareTicket(oa, config.tokenStore('wechat-oa-ticket'))
  const oauth = new RedirectedOauth(config)
  oauth.setOpts({ timeout })
  return { oa, mp, oauth }
}

function pointAt(api: TokenApi, baseUrl: string): void {
  Object.assign(api, {
    prefix: `${baseUrl}/cgi-bin/`,
    snsPrefix: `${baseUrl}/sns/`,
    mpPrefix: `${baseUrl}/cgi-bin/`,
    fileServerPrefix: `${baseUrl}/cgi-bin/`,
    customservicePrefix: `${baseUrl}/customservice/`,
    wxaPrefix: `${baseUrl}/wxa/`,
  })
}

function shareTicket(api: TokenApi, store: TokenStore): void {
  api.registerTicketHandle(
    async () => {
      const stored = await store.load()
      return stored ? { ticket: stored.value, expireTime: stored.expireTime } : null
    },
    async (_type, { ticket, expireTime }) => store.save({ value: ticket, expireTime }),
  )
}

/** Keeps no personal token: one exchange gives the openid, and that is all the product needs. */
class RedirectedOauth extends OAuth {
  readonly #config: WechatConfig

  constructor(config: WechatConfig) {
    super(
      config.oaAppId,
      config.oaSecret,
      async () => undefined,
      async () => undefined,
    )
    this.#config = config
  }

  override request(url: string, options?: object): Promise<unknown> {
    return super.request(url.replace(apiHost, this.#config.baseUrl ?? apiHost), options)
  }

  override getAuthorizeURL(redirect: string, state: string, scope: string): string {
    const url = super.getAuthorizeURL(redirect, state, scope)
    return url.replace(pageHost, this.#config.oauthBaseUrl ?? pageHost)
  }
}
