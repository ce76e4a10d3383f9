declare module 'co-wechat-api' {
  export interface AccessToken {
    accessToken: string
    expireTime: number
  }

  export interface Ticket {
    ticket: string
    expireTime: number
  }

  export interface RequestOptions {
    method?: string
    data?: string
    headers?: Record<string, string>
  }

  export default class API {
    static AccessToken: new (accessToken: string, expireTime: number) => AccessToken
    constructor(
      appId: string,
      secret: string,
      loadToken: () => Promise<AccessToken | null>,
      saveToken: (token: AccessToken | null) => Promise<void>,
    )
    appid: string
    appsecret: string
    prefix: string
    snsPrefix: string
    mpPrefix: string
    fileServerPrefix: string
    customservicePrefix: string
    wxaPrefix: string
    setOpts(options: { timeout: number }): void
    registerTicketHandle(
      load: (type: string) => Promise<Ticket | null>,
      save: (type: string, ticket: Ticket) => Promise<void>,
    ): void
    request(url: string, options?: RequestOptions, retry?: number): Promise<unknown>
    getAccessToken(): Promise<AccessToken>
    ensureAccessToken(): Promise<AccessToken>
    sendTemplate(
      openid: string,
      templateId: string,
      url: string,
      topColor: string,
      data: Record<string, { value: string }>,
      miniprogram?: { appid: string; pagepath: string },
    ): Promise<unknown>
    sendSubscribeMessage(
      openid: string,
      templateId: string,
      page: string,
      data: Record<string, { value: string }>,
    ): Promise<unknown>
    createMenu(menu: object): Promise<unknown>
    createTmpQRCode(scene: string, expireSeconds: number): Promise<unknown>
    showQRCodeURL(ticket: string): string
    getWXACodeUnlimit(scene: string, page: string, width?: number): Promise<unknown>
    getUser(options: { openid: string; lang: string }): Promise<unknown>
    getJsConfig(options: { debug: boolean; url: string; jsApiList: string[] }): Promise<unknown>
    code2Session(jsCode: string): Promise<unknown>
  }
}

declare module 'co-wechat-oauth' {
  export interface OauthToken {
    openid: string
    unionid?: string
    scope: string
  }

  export default class OAuth {
    constructor(
      appId: string,
      secret: string,
      getToken: (openid: string) => Promise<OauthToken | undefined>,
      saveToken: (openid: string, token: OauthToken) => Promise<void>,
    )
    setOpts(options: { timeout: number }): void
    request(url: string, options?: object): Promise<unknown>
    getAuthorizeURL(redirect: string, state: string, scope: string): string
    getAccessToken(code: string): Promise<{ data: OauthToken }>
  }
}

declare module 'co-wechat' {
  import type { Context, Middleware } from 'koa'

  export interface Article {
    title: string
    description: string
    url: string
    picUrl: string
  }

  interface Wechat {
    middleware(
      handle: (message: Record<string, unknown>, ctx: Context) => Promise<string | Article[]>,
    ): Middleware
  }

  export default function wechat(config: { token: string; appid: string; encodingAESKey: string }): Wechat
}
