import API, { type AccessToken } from 'co-wechat-api'
import { z } from 'zod'
import type { TokenStore } from './port.ts'

/** A token is renewed this long before it ends, in ms. */
const marginMs = 60_000

const ZToken = z.object({ access_token: z.string(), expires_in: z.coerce.number() })

/**
 * The SDK with its token shared by all processes: loaded from the store, renewed by one at a time through
 * stable_token. A token that WeChat refuses (40001, 42001) is renewed and the call repeated by the SDK.
 */
export class TokenApi extends API {
  readonly #store: TokenStore
  /** The token WeChat last refused. */
  #refused: string | undefined
  #used: string | undefined

  constructor(app: { appId: string; secret: string }, store: TokenStore) {
    super(
      app.appId,
      app.secret,
      async () => this.#load(),
      async (token) => {
        if (token === null) this.#refused = this.#used
      },
    )
    this.#store = store
  }

  /** Renews the token unless another process has just done so. */
  override async getAccessToken(): Promise<AccessToken> {
    return this.#store.withLock(async () => {
      const stored = await this.#load()
      if (stored) return stored
      const url = `${this.prefix}stable_token`
      const body = { grant_type: 'client_credential', appid: this.appid, secret: this.appsecret }
      const answer = ZToken.parse(await this.request(url, postJson(body), 0))
      await this.#store.save({
        value: answer.access_token,
        expireTime: Date.now() + answer.expires_in * 1_000,
      })
      this.#refused = undefined
      return this.#use(answer.access_token, Date.now() + answer.expires_in * 1_000)
    })
  }

  async #load(): Promise<AccessToken | null> {
    const stored = await this.#store.load()
    if (!stored || stored.value === this.#refused || stored.expireTime - marginMs <= Date.now()) return null
    return this.#use(stored.value, stored.expireTime)
  }

  #use(accessToken: string, expireTime: number): AccessToken {
    this.#used = accessToken
    return new API.AccessToken(accessToken, expireTime)
  }
}

/** Options of a JSON POST. */
export function postJson(body: object) {
  return { method: 'POST', data: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
}
