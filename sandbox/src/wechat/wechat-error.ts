/** A refusal in WeChat's own form: HTTP 200 with {errcode, errmsg}. */
export class WechatError extends Error {
  readonly errcode: number

  constructor(errcode: number, errmsg: string) {
    super(errmsg)
    this.errcode = errcode
  }
}

export const invalidCredential = (): WechatError =>
  new WechatError(40001, 'invalid credential, access_token is invalid or not latest')
export const invalidOpenid = (): WechatError => new WechatError(40003, 'invalid openid')
export const invalidAppId = (): WechatError => new WechatError(40013, 'invalid appid')
export const invalidSecret = (): WechatError => new WechatError(40125, 'invalid appsecret')
export const invalidCode = (): WechatError => new WechatError(40029, 'invalid code')
export const usedCode = (): WechatError => new WechatError(40163, 'code been used')
export const badJson = (): WechatError => new WechatError(47001, 'data format error')
export const unauthorizedApi = (): WechatError => new WechatError(48001, 'api unauthorized')
