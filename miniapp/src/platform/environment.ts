export const isH5 = process.env.TARO_ENV === 'h5'
export const isWeapp = process.env.TARO_ENV === 'weapp'

/** Where the interface lives: the same origin for h5, a build-time address for the mini-program. */
export const apiBase = process.env.TARO_APP_API

/** Makes an address of the server absolute where the platform needs it. */
export function absoluteUrl(url: string): string {
  return url.startsWith('/') ? `${apiBase}${url}` : url
}

/** True in the WeChat browser. The sandbox plays WeChat on NAME.localhost, one origin per person. */
export function playsInWechat(environment: 'sandbox' | 'production' | undefined): boolean {
  if (!isH5) return false
  return isWechatBrowser() || (environment === 'sandbox' && window.location.hostname.endsWith('.localhost'))
}

/** True when WeChat's own header with a back button is above the page. */
export function isWechatBrowser(): boolean {
  return isH5 && /MicroMessenger/i.test(navigator.userAgent)
}
