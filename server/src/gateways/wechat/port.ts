import type { Middleware } from 'koa'
import type { WechatTemplate } from './templates.ts'

/** A person as WeChat knows them: openid within one account, unionid across the accounts of one owner. */
export interface WechatIdentity {
  openid: string
  unionid?: string
}

export interface TemporaryQr {
  ticket: string
  /** What the code says, for drawing it anew. */
  url: string
  /** The picture as WeChat draws it. */
  imageUrl: string
  expiresAt: Date
}

/** What wx.config of the JS-SDK takes. */
export interface JsConfig {
  appId: string
  timestamp: string
  nonceStr: string
  signature: string
  jsApiList: string[]
}

interface ClickButton {
  type: 'click'
  name: string
  key: string
}

interface ViewButton {
  type: 'view'
  name: string
  url: string
}

interface MiniProgramButton {
  type: 'miniprogram'
  name: string
  /** Opened by clients too old for mini-programs. */
  url: string
  appid: string
  pagepath: string
}

export type MenuAction = ClickButton | ViewButton | MiniProgramButton

/** Menu of the Official Account: up to three buttons, up to five below each. */
export interface Menu {
  button: readonly (MenuAction | { name: string; sub_button: readonly MenuAction[] })[]
}

export interface WechatMessageInput {
  openid: string
  template: WechatTemplate
  /** The event's parameters by name, as in the template table. */
  data: Readonly<Record<string, string>>
}

/**
 * The Official Account and the mini-program. Every method throws GatewayError: `timeout` when no trustworthy
 * answer came, `unavailable` when nothing was done and trying again later may help, `rejected` with WeChat's
 * errcode as `code` otherwise. Input that breaks WeChat's limits is a RangeError.
 */
export interface WechatGateway {
  /** Where the browser goes for web authorization; it comes back to `redirectUri` with code and state. */
  oaAuthorizeUrl(input: {
    redirectUri: string
    state: string
    scope?: 'snsapi_base' | 'snsapi_userinfo'
  }): string
  /** Works once per code. The unionid is there if the person follows the account or agreed to snsapi_userinfo. */
  exchangeOaCode(code: string): Promise<WechatIdentity>
  /** Login of the mini-program by wx.login's code; works once per code. */
  codeToSession(jsCode: string): Promise<WechatIdentity>
  /** The mainland phone (11 digits) behind a phone button's code; another country's is `rejected` FOREIGN_PHONE. */
  phoneNumber(phoneCode: string): Promise<string>
  /** Template message of the Official Account; code 43004 when the person does not follow it. */
  sendTemplate(message: WechatMessageInput & { url?: string; miniProgramPage?: string }): Promise<void>
  /** Subscribe message of the mini-program; code 43101 when the person has not agreed to it. */
  sendSubscribe(message: WechatMessageInput & { page?: string }): Promise<void>
  createMenu(menu: Menu): Promise<void>
  /** QR code of the Official Account; `scene` ≤ 64 characters, `expiresInS` ≤ 2,592,000. */
  temporaryQr(input: { scene: string; expiresInS: number }): Promise<TemporaryQr>
  /** Picture (JPEG) of a mini-program code; `scene` ≤ 32 characters, `page` without a leading slash. */
  miniProgramCode(input: { scene: string; page: string; width?: number }): Promise<Buffer>
  /** `url` is the page's address without its fragment. */
  jsConfig(input: { url: string; apis: readonly string[] }): Promise<JsConfig>
}

/** An access token or ticket as it is kept; `expireTime` in ms since 1970, real time. */
export interface StoredToken {
  value: string
  expireTime: number
}

/** Where one token is kept for all processes. `withLock` runs one refresh at a time. */
export interface TokenStore {
  load(): Promise<StoredToken | null>
  save(token: StoredToken): Promise<void>
  withLock<T>(work: () => Promise<T>): Promise<T>
}

export type TokenName = 'wechat-oa-token' | 'wechat-mp-token' | 'wechat-oa-ticket'

/** The base URLs are set only where WeChat is played by another host; production leaves them out. */
export interface WechatConfig {
  baseUrl?: string | undefined
  oauthBaseUrl?: string | undefined
  oaAppId: string
  oaSecret: string
  mpAppId: string
  mpSecret: string
  /** Approved template ids by event; an event without one is sent under its own name. */
  templateIds?: {
    oa?: Partial<Record<WechatTemplate, string>> | undefined
    mp?: Partial<Record<WechatTemplate, string>> | undefined
  }
  /** Time a call may take, in ms; 5,000 by default. */
  timeoutMs?: number | undefined
  /** Where each token is kept for all processes. */
  tokenStore: (name: TokenName) => TokenStore
  /** Business time in ms, for the end of a QR code; real time by default. */
  now?: (() => number) | undefined
}

export interface WechatCallbackConfig {
  oaAppId: string
  oaToken: string
  /** EncodingAESKey, 43 characters. */
  oaAesKey: string
}

/** What a person did in the Official Account's chat. `at` is WeChat's CreateTime. */
export type WechatMessage = { openid: string; at: Date } & (
  | { kind: 'subscribe' | 'scan'; scene: string | null }
  | { kind: 'unsubscribe' }
  | { kind: 'click'; key: string }
  | { kind: 'view'; url: string }
  | { kind: 'text'; text: string }
  | { kind: 'other'; type: string }
)

/** A text (links as <a href="…">words</a>) or up to eight articles. */
export type Reply = string | readonly { title: string; description: string; url: string; picUrl?: string }[]

export type HandleWechatMessage = (message: WechatMessage) => Promise<Reply | null>

/** Remembers a key; true only the first time. */
export type Dedupe = (key: string) => Promise<boolean>

export type WechatCallback = Middleware
